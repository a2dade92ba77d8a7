package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

func newCommand() *cobra.Command {
	root := &cobra.Command{Use: "greet"}
	root.AddCommand(&cobra.Command{
		Use:  "hello NAME",
		Args: cobra.ExactArgs(1),
		RunE: func(command *cobra.Command, names []string) error {
			fmt.Fprintln(command.OutOrStdout(), greeting(names[0]))
			return nil
		},
	})
	return root
}

func main() {
	if err := newCommand().Execute(); err != nil {
		os.Exit(1)
	}
}
