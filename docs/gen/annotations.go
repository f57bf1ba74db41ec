package main

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
)

// swag skips words that it does not know, so that a slip of the pen would silently lose a line. These are all that the
// project uses.
var (
	operationWords = strings.Fields("@summary @description @id @tags @accept @produce @param @success @failure @header @router @security @deprecated")
	headWords      = strings.Fields("@title @version @description @license.name @license.url @contact.name @contact.url @basepath @accept @produce " +
		"@securitydefinitions.apikey @in @name @tag.name @tag.description")
	paramWords = strings.Fields("enums default minimum maximum minlength maxlength format example collectionformat extensions multipleof")
	tagWords   = strings.Fields("json form binding example enums minimum maximum minLength maxLength minItems maxItems format extensions swaggertype default multipleOf")
)

var (
	word      = regexp.MustCompile(`^//\s*(@\S+)\s*(.*)$`)
	attribute = regexp.MustCompile(`\b([A-Za-z]+)\(`)
	tagKey    = regexp.MustCompile(`([A-Za-z]+):"(?:[^"\\]|\\.)*"`)
)

// annotations reads and checks the annotation lines of one file.
func (s *source) annotations(set *token.FileSet, file *ast.File) {
	inFunc := map[*ast.CommentGroup]string{}
	for _, decl := range file.Decls {
		if f, is := decl.(*ast.FuncDecl); is && f.Doc != nil {
			inFunc[f.Doc] = f.Name.Name
		}
	}
	for _, group := range file.Comments {
		name := inFunc[group]
		known := headWords
		if name != "" {
			known = operationWords
		}
		op := &annotated{where: name}
		var id string
		var words []string
		for _, c := range group.List {
			m := word.FindStringSubmatch(c.Text)
			if m == nil || (name == "" && m[1] == "@name" && len(group.List) == 1) {
				continue
			}
			lower := strings.ToLower(m[1])
			if !slices.Contains(known, lower) {
				s.faults = append(s.faults, set.Position(c.Pos()).String()+": no annotation is called "+m[1])
			}
			words = append(words, lower)
			switch lower {
			case "@id":
				id = m[2]
			case "@param":
				s.param(op, set.Position(c.Pos()).String(), m[2])
			}
		}
		s.operation(op, id, words)
	}
}

// operation keeps an annotated function.
func (s *source) operation(op *annotated, id string, words []string) {
	if op.where == "" || len(words) == 0 {
		return
	}
	for _, needed := range []string{"@id", "@summary", "@tags", "@router", "@success"} {
		if !slices.Contains(words, needed) {
			s.faults = append(s.faults, op.where+": has no "+needed)
		}
	}
	if s.operations[id] != nil {
		s.faults = append(s.faults, op.where+": its @ID is also that of "+s.operations[id].where)
	}
	s.operations[id] = op
}

// param reads one @Param line: name, place, type, required, description, attributes.
func (s *source) param(op *annotated, where, line string) {
	parts := strings.Fields(line)
	before, behind, _ := strings.Cut(line, `"`)
	if len(strings.Fields(before)) != 4 || len(parts) < 5 {
		s.faults = append(s.faults, where+`: a parameter is written: name place type required "description"`)
		return
	}
	if parts[1] == "query" && basic[parts[2]] == "" && !strings.HasPrefix(parts[2], "[]") && s.isType(parts[2]) {
		op.queries = append(op.queries, parts[2])
	}
	_, attributes, _ := strings.Cut(behind, `"`)
	for _, m := range attribute.FindAllStringSubmatch(attributes, -1) {
		if !slices.Contains(paramWords, strings.ToLower(m[1])) {
			s.faults = append(s.faults, where+": no attribute is called "+m[1])
		}
	}
}

// isType tells a Go type from one of swag's words.
func (s *source) isType(name string) bool { return name[0] >= 'A' && name[0] <= 'Z' }

// strangeTags tells the tags of a field that nothing reads.
func strangeTags(f goField) []string {
	var faults []string
	for _, m := range tagKey.FindAllStringSubmatch(string(f.tags), -1) {
		if !slices.Contains(tagWords, m[1]) {
			faults = append(faults, f.where+": nothing reads the tag "+m[1])
		}
	}
	return faults
}
