package main

import (
	"fmt"
	"os"
)

type item[T any] struct{ value T }

func main() {
	for i, arg := range os.Args[1:] {
		fmt.Println(i, item[string]{arg})
	}
}
