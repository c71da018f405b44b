if (args is ["--version"])
{
    Console.WriteLine("greet 2.1.0");
    return 0;
}

if (args is [var name] && !name.StartsWith('-'))
{
    Console.WriteLine($"Hello, {name}!");
    return 0;
}

Console.Error.WriteLine("usage: greet NAME | --version");
return 2;
