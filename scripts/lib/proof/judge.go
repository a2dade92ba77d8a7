// Says of each file that standard input names whether Go takes its syntax: path, tab, line.
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
	names := bufio.NewScanner(os.Stdin)
	for names.Scan() {
		line := 0
		_, err := parser.ParseFile(token.NewFileSet(), names.Text(), nil, parser.SkipObjectResolution)
		if faults, ok := err.(scanner.ErrorList); ok {
			line = faults[0].Pos.Line
		} else if err != nil {
			line = 1
		}
		fmt.Printf("%s\t%d\n", names.Text(), line)
	}
}
