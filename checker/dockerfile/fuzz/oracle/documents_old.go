//go:build old

package main

import "github.com/moby/buildkit/frontend/dockerfile/parser"

// BuildKit before 0.9 knows no here-documents.
func documents(_ *parser.Node) []document {
	return []document{}
}
