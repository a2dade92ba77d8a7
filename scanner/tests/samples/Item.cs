using System;

namespace Todo;

public sealed record Item(string Title, bool Done = false)
{
    public string Line => $"{(Done ? 1 : 0)} {Title}";

    public static void Main() => Console.WriteLine(new Item("x").Line);
}
