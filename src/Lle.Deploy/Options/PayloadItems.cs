using Lle.Deploy.Diagnostics;
using Lle.Deploy.Payload;
using Lle.Deploy.Posix;

namespace Lle.Deploy.Options;

/// <summary>Reads LlePayloadFile and LlePayloadLink items; each is complained about by its name.</summary>
/// <param name="payloadDir">Absolute paths of items have to be in it.</param>
internal sealed class PayloadItems(string payloadDir)
{
    public List<Diagnostic> Problems { get; } = [];

    public IReadOnlyList<PayloadItem> Files(IReadOnlyList<ItemValues> items) => [.. items.Select(File).OfType<PayloadItem>()];

    public IReadOnlyList<PayloadLink> Links(IReadOnlyList<ItemValues> items) => [.. items.Select(Link).OfType<PayloadLink>()];

    private PayloadItem? File(ItemValues item)
    {
        var source = ItemPaths.InPayload(payloadDir, item.Include);
        var target = item["TargetPath"] is { Length: > 0 } path ? path : null;
        var mode = item["Mode"] is { Length: > 0 } octal ? ItemPaths.ModeWithSetId(octal) : null;
        var user = item["Owner"] is { Length: > 0 } owner ? Accounts.User(owner) : null;
        var group = item["Group"] is { Length: > 0 } named ? Accounts.Group(named) : null;
        var capabilities = item["Capabilities"] is { Length: > 0 } text ? FileCapabilities.Parse(text) : null;
        var problem = source is null ? "the file is not in the payload folder"
            : target is not null && ItemPaths.Problem(target) is { } bad ? $"its target path {bad}"
            : item["Mode"].Length > 0 && mode is null ? $"its mode is '{item["Mode"]}'; expected octal digits such as 755 or 4755"
            : item["Owner"].Length > 0 && user is null ? $"there is no user '{item["Owner"]}'"
            : item["Group"].Length > 0 && group is null ? $"there is no group '{item["Group"]}'"
            : user is not null && Accounts.CurrentUser is not 0 && user != Accounts.CurrentUser ? "only root can give files to another user"
            : item["Capabilities"].Length > 0 && capabilities is null
                ? $"its capabilities are '{item["Capabilities"]}'; expected a text such as cap_net_raw+ep"
            : capabilities is not null && Accounts.CurrentUser != 0 ? "only root can give capabilities"
            : null;
        if (problem is null)
        {
            return new PayloadItem(item.Include, source!, target, mode, user, group, capabilities);
        }

        Problems.Add(DiagnosticCatalog.PayloadItemInvalid(item.Type, item.Include, problem));
        return null;
    }

    private PayloadLink? Link(ItemValues item)
    {
        // Target is the older name, which still counts where somebody else than a project file gives the item.
        var target = item["LinkTarget"] is { Length: > 0 } given ? given : item["Target"];
        var problem = ItemPaths.Problem(item.Include) is { } bad ? $"its path {bad}"
            : target.Length == 0 ? "LinkTarget, where it leads, is missing"
            : target.StartsWith('/') ? $"its target '{target}' is absolute; expected a relative path to something in the payload"
            : target.Any(char.IsControl) ? "its target contains control characters"
            : null;
        if (problem is null)
        {
            return new PayloadLink(item.Include, target);
        }

        Problems.Add(DiagnosticCatalog.PayloadItemInvalid(item.Type, item.Include, problem));
        return null;
    }
}
