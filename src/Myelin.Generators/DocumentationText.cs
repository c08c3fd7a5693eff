using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Myelin.Generators;

/// <summary>The documentation comment of a symbol, as plain text.</summary>
internal sealed class DocumentationText
{
    private readonly XElement? root;

    private DocumentationText(XElement? root) => this.root = root;

    /// <summary>Reads the comment from the source (which works where the compiler does not parse comments) or from a library's XML file.</summary>
    public static DocumentationText Of(ISymbol symbol, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
        {
            string comment = Comment(Declaration(reference.GetSyntax(cancellation)));
            if (comment.Length > 0) return new(Parse($"<member>{comment}</member>"));
        }

        return new(Parse(symbol.GetDocumentationCommentXml(cancellationToken: cancellation) ?? ""));
    }

    /// <summary>The text of an element, in one line; empty where there is none.</summary>
    public string this[string element] => Text(root?.Element(element));

    /// <summary>The text about one positional parameter, in one line; empty where there is none.</summary>
    public string Parameter(string name) => Text(root?.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == name));

    private static SyntaxNode Declaration(SyntaxNode node) => node is VariableDeclaratorSyntax { Parent.Parent: { } field } ? field : node;

    private static string Comment(SyntaxNode node)
    {
        StringBuilder text = new();
        foreach (string line in node.GetLeadingTrivia().ToFullString().Split('\n'))
        {
            string trimmed = line.Trim();
            if (trimmed.StartsWith("///", StringComparison.Ordinal)) text.Append(trimmed, 3, trimmed.Length - 3).Append('\n');
        }

        return text.ToString();
    }

    private static XElement? Parse(string xml)
    {
        try
        {
            return xml.Length == 0 ? null : XElement.Parse(xml);
        }
        catch (XmlException)
        {
            // The compiler reports a malformed comment itself; here it counts as absent.
            return null;
        }
    }

    private static string Text(XElement? element)
    {
        StringBuilder text = new();
        if (element is not null) Append(text, element);
        return string.Join(" ", text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (XNode node in element.Nodes())
        {
            if (node is XText words) text.Append(words.Value);
            if (node is not XElement inner) continue;
            bool isBlock = inner.Name.LocalName is "para" or "list" or "item" or "br";
            if (isBlock) text.Append(' ');
            if (inner.IsEmpty) text.Append(ShortName(inner));
            else Append(text, inner);
            if (isBlock) text.Append(' ');
        }
    }

    private static string ShortName(XElement reference)
    {
        string name = (string?)reference.Attribute("cref") ?? "";
        if (name.Length == 0) return (string?)(reference.Attribute("name") ?? reference.Attribute("langword") ?? reference.Attribute("href")) ?? "";
        int end = name.IndexOfAny(['(', '{', '`', '<']);
        if (end >= 0) name = name.Substring(0, end);
        return name.Substring(name.LastIndexOfAny(['.', ':']) + 1);
    }
}
