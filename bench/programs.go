package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// adminKey is the key that reviews are created with.
var adminKey = "rs_" + strings.Repeat("0123456789abcdef", 4)

// build compiles the programs that are compared, with the same profile where there is one.
func build(ctx context.Context, work string) error {
	for _, p := range []struct{ dir, room, name string }{
		{"..", ".", "reelscore"}, {".", "./generate", "generate"}, {".", "./ceiling", "ceiling"}, {".", "./naive", "naive"}, {"pocketbase", ".", "pocketbase"},
	} {
		args := []string{"build", "-o", filepath.Join(work, p.name)}
		if profile, err := filepath.Abs("../default.pgo"); err == nil && exists(profile) && p.name != "pocketbase" {
			args = append(args, "-pgo="+profile)
		}
		cmd := exec.CommandContext(ctx, "go", append(args, p.room)...) //nolint:gosec // The programs of this table.
		cmd.Dir, cmd.Env = p.dir, append(os.Environ(), "CGO_ENABLED=0")
		if err := tell(cmd); err != nil {
			return err
		}
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// tell runs a command; its output is shown.
func tell(cmd *exec.Cmd) error {
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(cmd.Args, " "), err)
	}
	return nil
}

// prepare makes the databases of a collection, unless they are there, and returns what they are called.
func prepare(ctx context.Context, s settings) (name string, err error) {
	name, from := fmt.Sprintf("made-%d", s.reviews), []string{"-reviews", fmt.Sprint(s.reviews)}
	if s.data != "" {
		name, from = fmt.Sprintf("real-%d", s.times), []string{"-data", s.data, "-times", fmt.Sprint(s.times)}
	}
	at := func(ending string) string { return filepath.Join(s.work, name+ending) }
	if exists(at(".done")) {
		return name, nil
	}
	for _, ending := range []string{".db", ".db-wal", ".db-shm", ".naive", ".naive-wal", ".naive-shm", ".pocketbase"} {
		if err := os.RemoveAll(at(ending)); err != nil {
			return "", err
		}
	}
	records, err := os.Create(at(".ndjson"))
	if err != nil {
		return "", err
	}
	defer os.Remove(at(".ndjson"))                                                   //nolint:errcheck // The next run writes it anew.
	generate := exec.CommandContext(ctx, filepath.Join(s.work, "generate"), from...) //nolint:gosec // Built above.
	generate.Stdout, generate.Stderr = records, os.Stderr
	if err := errors.Join(generate.Run(), records.Close()); err != nil {
		return "", fmt.Errorf("generate: %w", err)
	}
	for _, c := range [][]string{
		{"reelscore", "import", "--db", at(".db"), at(".ndjson")},
		{"naive", "-db", at(".naive"), "-from", at(".db")},
		{"pocketbase", "-dir", at(".pocketbase"), "-from", at(".db")},
	} {
		begin := time.Now()
		err := tell(exec.CommandContext(ctx, filepath.Join(s.work, c[0]), c[1:]...)) //nolint:gosec // Built above.
		var code *exec.ExitError
		if err != nil && (c[0] != "reelscore" || !errors.As(err, &code) || code.ExitCode() != 3) { // 3: some rows were refused, as there are in real data.
			return "", err
		}
		fmt.Fprintf(os.Stderr, "%s is filled in %s\n", c[0], time.Since(begin).Round(time.Millisecond))
	}
	return name, os.WriteFile(at(".done"), nil, 0o600)
}

// server is one of the servers that are compared.
type server struct {
	name, program string
	port          int
	args          []string
}

// The servers. Uncached is the same as reelscore but for the memory of answers.
const (
	ceiling, reelscore, uncached, naive, pocketbase = "ceiling", "reelscore", "reelscore, cache off", "naive GORM", "PocketBase"
)

func servers(name string) []server {
	serve := []string{"serve", "--db", name + ".db", "--feeds", "off", "--rate-limit", "1000000000/s"}
	return []server{
		{ceiling, "ceiling", 18700, nil},
		{reelscore, "reelscore", 18701, serve},
		{uncached, "reelscore", 18702, append(serve[:len(serve):len(serve)], "--answer-cache", "0B")},
		{naive, "naive", 18703, []string{"-db", name + ".naive"}},
		{pocketbase, "pocketbase", 18704, []string{"-dir", name + ".pocketbase"}},
	}
}

func (s server) url() string { return fmt.Sprintf("http://127.0.0.1:%d", s.port) }

// fleet is the running servers.
type fleet struct {
	servers  []server
	commands []*exec.Cmd
}

// start starts all servers and waits until they answer.
func start(ctx context.Context, work, name string) (*fleet, error) {
	f := &fleet{servers: servers(name)}
	for _, s := range f.servers {
		flag := "-addr"
		if s.program == "reelscore" {
			flag = "--addr"
		}
		cmd := exec.CommandContext(ctx, filepath.Join(work, s.program), append(s.args, flag, fmt.Sprintf("127.0.0.1:%d", s.port))...) //nolint:gosec // Built above.
		cmd.Dir, cmd.Env = work, append(os.Environ(), "REELSCORE_ADMIN_KEY="+adminKey)
		log, err := os.Create(filepath.Join(work, strings.ReplaceAll(s.name, " ", "-")+".log"))
		if err != nil {
			return f, err
		}
		cmd.Stdout, cmd.Stderr = log, log
		if err := errors.Join(cmd.Start(), log.Close()); err != nil {
			return f, err
		}
		f.commands = append(f.commands, cmd)
		if err := answers(ctx, s.url()); err != nil {
			return f, fmt.Errorf("%s does not answer (see its log in %s): %w", s.name, work, err)
		}
	}
	return f, nil
}

func answers(ctx context.Context, url string) error {
	var last error
	for range 100 {
		if _, _, last = get(ctx, url+"/", nil); last == nil {
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return last
}

func (f *fleet) stop() {
	for _, c := range f.commands {
		c.Process.Signal(os.Interrupt) //nolint:errcheck // It may have ended; Wait tells.
	}
	for _, c := range f.commands {
		c.Wait() //nolint:errcheck // How it ended when it was told to is of no interest.
	}
}

// tick is the unit of the processor times in /proc, in microseconds.
const tick = 10_000

// ticks is the processor time that a server has used so far; 0 where the system has no /proc.
func (f *fleet) ticks(name string) int64 {
	for i, s := range f.servers {
		if s.name != name || i >= len(f.commands) {
			continue
		}
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", f.commands[i].Process.Pid))
		if err != nil {
			return 0
		}
		_, rest, _ := strings.Cut(string(text), ") ") // The program's name, in parentheses, may hold anything.
		fields := strings.Fields(rest)
		var user, system int64
		if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
			return 0
		}
		return user + system
	}
	return 0
}

func (f *fleet) url(name string) string {
	for _, s := range f.servers {
		if s.name == name {
			return s.url()
		}
	}
	return ""
}

// get asks once.
func get(ctx context.Context, url string, header http.Header) (answer *http.Response, body []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, nil, err
	}
	req.Header = header
	answer, err = http.DefaultClient.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	return answer, body, err
}
