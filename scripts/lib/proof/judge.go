// Prints "path, tab, line" for each path on standard input: the line of the first syntax error by
// Go, 0 if there is none.
package main

import (
	"bufio"
	"fmt"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
)

func main() {
	paths := bufio.NewScanner(os.Stdin)
	for paths.Scan() {
		line := 0
		_, err := parser.ParseFile(token.NewFileSet(), paths.Text(), nil, parser.SkipObjectResolution)
		if errors, ok := err.(scanner.ErrorList); ok {
			line = errors[0].Pos.Line
		} else if err != nil {
			line = 1
		}
		fmt.Printf("%s\t%d\n", paths.Text(), line)
	}
}
