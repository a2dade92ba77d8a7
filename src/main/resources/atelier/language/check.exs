# Parses a file, expands no macro, runs nothing, and prints where that fails.
[path] = System.argv()

case Code.string_to_quoted(File.read!(path), columns: true, existing_atoms_only: false) do
  {:ok, _} ->
    :ok

  {:error, {location, message, token}} ->
    {before, rest} = if is_tuple(message), do: message, else: {message, ""}
    place = "#{location[:line]}:#{location[:column] || 0}"
    IO.puts("#{path}:#{place}: error: #{String.replace(before <> token <> rest, "\n", " ")}")
    System.halt(1)
end
