using System.Collections;

namespace Lle.Deploy.Transactions;

/// <summary>Changes in the order they were added, of which there may be a million: files are kept as some sixty bytes each, and made from
/// them again whenever they are asked for.</summary>
internal sealed class ChangeList : IReadOnlyList<Change>
{
    /// <summary>So many go into one entry of a journal, so that it has a size that can be handled whatever is done.</summary>
    public const int MostInOnePiece = 4000;

    private readonly List<PackedChanges> pieces = [];
    private readonly ChangePacker packer = new();

    public int Count => pieces.Sum(piece => piece.Count) + packer.Count;

    public Change this[int index] => this.ElementAt(index);

    public static ChangeList Of(IEnumerable<Change> changes)
    {
        if (changes is ChangeList list)
        {
            return list;
        }

        var made = new ChangeList();
        made.AddRange(changes);
        return made;
    }

    public void Add(Change change)
    {
        packer.Add(change);
        if (packer.Count == MostInOnePiece)
        {
            Seal();
        }
    }

    /// <summary>What is packed already is shared.</summary>
    public void AddRange(IEnumerable<Change> changes)
    {
        if (changes is ChangeList list)
        {
            list.Pieces.ForEach(Add);
            return;
        }

        foreach (var change in changes)
        {
            Add(change);
        }
    }

    public void Add(PackedChanges piece)
    {
        if (piece.Count < MostInOnePiece / 2)
        {
            AddRange(piece);
            return;
        }

        Seal();
        pieces.Add(piece);
    }

    public List<PackedChanges> Pieces
    {
        get
        {
            Seal();
            return pieces;
        }
    }

    /// <summary>Without what changes nothing.</summary>
    public ChangeList Effective()
    {
        var effective = new ChangeList();
        foreach (var piece in Pieces)
        {
            if (piece.IsEffective)
            {
                effective.Add(piece);
            }
            else
            {
                effective.AddRange(piece.Where(change => change.IsEffective));
            }
        }

        return effective;
    }

    /// <summary>The newest first.</summary>
    public static IEnumerable<Change> Backwards(IEnumerable<Change> changes) =>
        Enumerable.Reverse(Of(changes).Pieces).SelectMany(piece => piece.Reverse());

    public IEnumerator<Change> GetEnumerator() => pieces.Append(packer.Packed()).SelectMany(piece => piece).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Seal()
    {
        if (packer.Count > 0)
        {
            pieces.Add(packer.Packed());
            packer.Clear();
        }
    }
}
