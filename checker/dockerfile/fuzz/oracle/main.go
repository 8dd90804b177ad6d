// Reads requests, one JSON object in each line, and says what BuildKit's own parser makes of them. See ../README.md.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

type request struct {
	Text   string            `json:"text"`
	Word   *string           `json:"word"`
	Escape string            `json:"escape"`
	Values map[string]string `json:"values"`
}

type document struct {
	Name    string `json:"name"`
	Chomp   bool   `json:"chomp"`
	Content string `json:"content"`
}

type instruction struct {
	Keyword   string     `json:"keyword"`
	Flags     []string   `json:"flags"`
	Arguments []string   `json:"arguments"`
	List      bool       `json:"list"`
	Documents []document `json:"documents"`
	Line      int        `json:"line"`
}

type answer struct {
	// Why the text cannot be taken apart, or its instructions cannot be built from.
	Unparsed     string        `json:"unparsed,omitempty"`
	Refused      string        `json:"refused,omitempty"`
	Instructions []instruction `json:"instructions"`
	Expanded     string        `json:"expanded"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked request
		if err := json.Unmarshal(line, &asked); err != nil {
			panic(err)
		}
		encoder.Encode(answered(asked))
		if in.Buffered() == 0 {
			out.Flush()
		}
	}
}

func answered(asked request) (result answer) {
	// BuildKit 0.13 panics for ${name#}.
	defer func() {
		if problem := recover(); problem != nil {
			result = answer{Unparsed: fmt.Sprint("panic: ", problem)}
		}
	}()
	if asked.Word != nil {
		expanded, err := shell.NewLex(rune(asked.Escape[0])).ProcessWordWithMap(*asked.Word, asked.Values)
		if err != nil {
			return answer{Unparsed: err.Error()}
		}
		return answer{Expanded: expanded}
	}
	parsed, err := parser.Parse(strings.NewReader(asked.Text))
	if err != nil {
		return answer{Unparsed: err.Error()}
	}
	for _, node := range parsed.AST.Children {
		result.Instructions = append(result.Instructions, taken(node))
	}
	if _, _, err := instructions.Parse(parsed.AST); err != nil {
		result.Refused = err.Error()
	}
	return result
}

func taken(node *parser.Node) instruction {
	result := instruction{
		Keyword:   strings.ToUpper(node.Value),
		Flags:     append([]string{}, node.Flags...),
		Arguments: arguments(node),
		List:      node.Attributes["json"],
		Documents: documents(node),
		Line:      node.StartLine,
	}
	if inner := child(node); inner != nil {
		result.Flags = append(result.Flags, inner.Flags...)
		result.List = inner.Attributes["json"]
	}
	return result
}

func child(node *parser.Node) *parser.Node {
	if node.Next == nil || len(node.Next.Children) != 1 {
		return nil
	}
	return node.Next.Children[0]
}

// As nodeArgs in frontend/dockerfile/instructions/parse.go.
func arguments(node *parser.Node) []string {
	result := []string{}
	if inner := child(node); inner != nil {
		return append(append(result, strings.ToUpper(inner.Value)), arguments(inner)...)
	}
	for node = node.Next; node != nil; node = node.Next {
		result = append(result, node.Value)
	}
	return result
}
