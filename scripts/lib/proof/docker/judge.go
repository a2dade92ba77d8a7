// Says of each file that standard input names whether BuildKit takes its syntax: path, tab, line.
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
	names := bufio.NewScanner(os.Stdin)
	for names.Scan() {
		fmt.Printf("%s\t%d\n", names.Text(), line(names.Text()))
	}
}

func line(path string) int {
	file, err := os.Open(path)
	if err != nil {
		return -1
	}
	defer file.Close()
	read, err := parser.Parse(file)
	if err == nil {
		_, _, err = instructions.Parse(read.AST, nil)
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
