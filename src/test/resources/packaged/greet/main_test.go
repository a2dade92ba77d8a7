package main

import (
	"bytes"
	"testing"
)

func run(words ...string) (string, error) {
	var out bytes.Buffer
	command := newCommand()
	command.SetOut(&out)
	command.SetErr(&out)
	command.SetArgs(words)
	err := command.Execute()
	return out.String(), err
}

func TestGreetsByName(t *testing.T) {
	out, err := run("hello", "Ada")
	if err != nil || out != "Hello, Ada!\n" {
		t.Fatalf("got %q and %v", out, err)
	}
}

func TestRefusesNoName(t *testing.T) {
	if _, err := run("hello"); err == nil {
		t.Fatal("no error")
	}
	if greeting("Bo") != "Hello, Bo!" {
		t.Fatal(greeting("Bo"))
	}
}
