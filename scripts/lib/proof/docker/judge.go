// Prints "path, tab, line" for each path on standard input: the line of the first syntax error by
// BuildKit, 0 if there is none, -1 if the file cannot be read.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

func main() {
	paths := bufio.NewScanner(os.Stdin)
	for paths.Scan() {
		fmt.Printf("%s\t%d\n", paths.Text(), line(paths.Text()))
	}
}

func line(path string) int {
	file, err := os.Open(path)
	if err != nil {
		return -1
	}
	defer file.Close()
	result, err := parser.Parse(file)
	if err == nil {
		_, _, err = instructions.Parse(result.AST, nil)
	}
	if err == nil {
		return 0
	}
	var located *parser.ErrorLocation
	if errors.As(err, &located) && len(located.Locations) > 0 && len(located.Locations[0]) > 0 {
		return max(1, located.Locations[0][0].Start.Line)
	}
	return 1
}
