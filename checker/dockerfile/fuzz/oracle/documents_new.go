//go:build !old

package main

import "github.com/moby/buildkit/frontend/dockerfile/parser"

func documents(node *parser.Node) []document {
	result := []document{}
	for _, found := range node.Heredocs {
		result = append(result, document{found.Name, found.Chomp, found.Content})
	}
	return result
}
