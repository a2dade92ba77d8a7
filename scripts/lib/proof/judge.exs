# Prints "path, tab, line" for each path on standard input: the line of the first syntax error by
# Elixir, 0 if there is none, -1 if there is no verdict.
Code.compiler_options(ignore_module_conflict: true)

for path <- IO.read(:stdio, :all) |> String.split("\n", trim: true) do
  # The atoms of thousands of files would fill the atom table.
  encoder = fn name, _ -> {:ok, name} end

  line =
    try do
      case Code.string_to_quoted(File.read!(path), static_atoms_encoder: encoder) do
        {:ok, _} -> 0
        {:error, {meta, _, _}} -> max(1, (is_list(meta) && meta[:line]) || (is_integer(meta) && meta) || 1)
      end
    rescue
      # The parser itself fails on some texts.
      _ -> -1
    end

  IO.puts("#{path}\t#{line}")
end
