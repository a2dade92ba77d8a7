defmodule Todo.Store do
  @moduledoc "Keeps todos."
  defstruct items: []

  def add(%__MODULE__{items: items} = store, title) when is_binary(title) do
    %{store | items: [title | items]}
  end

  def all(store), do: store.items |> Enum.reverse() |> Enum.map(&"- #{&1}")
end
