package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
)

// source is what the Go files say that swag does not pass on.
type source struct {
	structs    map[string]*goStruct // by Go name
	operations map[string]*annotated
	faults     []string
}

// goStruct is one struct type.
type goStruct struct {
	schema string // its name in the document
	doc    string
	fields []goField
	embeds []string
}

// goField is one field: its names on the wire, its type taken apart, and its tags.
type goField struct {
	where, name, param string
	shape              shape
	typ                string // of the value; of the items or values for a list or map
	tags               reflect.StructTag
}

type shape int

const (
	scalar shape = iota
	array
	mapping
)

// annotated is one annotated function.
type annotated struct {
	where   string
	queries []string // struct types of the query
}

// readSource reads all Go files in dir but for tests.
func readSource(dir string) (*source, error) {
	s := &source{structs: map[string]*goStruct{}, operations: map[string]*annotated{}}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	set := token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(set, name, text, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		s.annotations(set, file)
		for _, decl := range file.Decls {
			if g, is := decl.(*ast.GenDecl); is && g.Tok == token.TYPE {
				s.types(g)
			}
		}
	}
	return s, nil
}

// types reads the structs of a type declaration.
func (s *source) types(decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		t := spec.(*ast.TypeSpec)
		st, is := t.Type.(*ast.StructType)
		if !is {
			continue
		}
		g := &goStruct{doc: strings.Join(strings.Fields(decl.Doc.Text()), " ")}
		if t.Comment != nil {
			_, name, _ := strings.Cut(t.Comment.List[0].Text, "@name ")
			g.schema = strings.TrimSpace(name)
		}
		for _, f := range st.Fields.List {
			s.field(g, t.Name.Name, f)
		}
		s.structs[t.Name.Name] = g
	}
}

// field reads one field, which may be an embedded struct.
func (s *source) field(g *goStruct, owner string, f *ast.Field) {
	if len(f.Names) == 0 {
		g.embeds = append(g.embeds, types.ExprString(f.Type))
		return
	}
	var tags reflect.StructTag
	if f.Tag != nil {
		text, err := strconv.Unquote(f.Tag.Value)
		if err != nil {
			s.faults = append(s.faults, owner+": "+err.Error())
		}
		tags = reflect.StructTag(text)
	}
	field := goField{where: owner + "." + f.Names[0].Name, tags: tags}
	field.name, _, _ = strings.Cut(tags.Get("json"), ",")
	field.param, _, _ = strings.Cut(tags.Get("form"), ",")
	if g.schema != "" && field.name == "" && f.Names[0].IsExported() {
		s.faults = append(s.faults, field.where+": has no json tag")
	}
	if field.name != "" || field.param != "" {
		s.faults = append(s.faults, strangeTags(field)...)
	}
	switch t := unstar(f.Type).(type) {
	case *ast.ArrayType:
		field.shape, field.typ = array, types.ExprString(unstar(t.Elt))
	case *ast.MapType:
		field.shape, field.typ = mapping, types.ExprString(unstar(t.Value))
	default:
		field.typ = types.ExprString(t)
	}
	g.fields = append(g.fields, field)
}

func unstar(e ast.Expr) ast.Expr {
	if p, is := e.(*ast.StarExpr); is {
		return p.X
	}
	return e
}

// flat are the fields of a struct and of those embedded in it, in order.
func (s *source) flat(name string) []goField {
	g := s.structs[name]
	if g == nil {
		return nil
	}
	fields := append([]goField(nil), g.fields...)
	for _, e := range g.embeds {
		fields = append(fields, s.flat(e)...)
	}
	return fields
}

// bySchema is the Go name of the struct that the document calls by that name.
func (s *source) bySchema(schema string) string {
	for name, g := range s.structs {
		if g.schema == schema {
			return name
		}
	}
	return ""
}

// basic are the types of JSON by those of Go.
var basic = map[string]string{
	"string": "string", "bool": "boolean", "int": "integer", "int32": "integer", "int64": "integer", "float64": "number", "time.Time": "string",
}

// schema makes the schema of a struct of plain fields and lists of named structs.
func (s *source) schema(goName string) node {
	properties, required := node{}, list{}
	for _, f := range s.flat(goName) {
		one := node{"$ref": "#/definitions/" + f.typ}
		if t := basic[f.typ]; t != "" {
			one = node{"type": t}
		}
		if f.shape == array {
			one = node{"type": "array", "items": one}
		}
		if example := f.tags.Get("example"); example != "" && one["type"] == "string" {
			one["example"] = example
		}
		properties[f.name] = one
		if f.required() {
			required = append(required, f.name)
		}
	}
	return node{"type": "object", "description": s.structs[goName].doc, "properties": properties, "required": required}
}

func (f goField) required() bool { return strings.Contains(f.tags.Get("binding"), "required") }
func (f goField) nullable() bool { return strings.Contains(f.tags.Get("extensions"), "x-nullable") }
