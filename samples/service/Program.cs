var version = typeof(Program).Assembly.GetName().Version!.ToString(3);
if (args is ["--version"])
{
    Console.WriteLine($"hello {version}");
    return;
}

// Its settings are beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseUrls($"http://127.0.0.1:{args[0]}");
var app = builder.Build();
app.MapGet("/", () => $"hello {version}");
await app.StartAsync();
File.WriteAllText(args[1], $"{Environment.ProcessId}\n");
await app.WaitForShutdownAsync();
File.Delete(args[1]);
