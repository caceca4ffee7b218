package dev.conex.cli.template;

import dev.conex.cli.template.Scanner.Kind;
import dev.conex.cli.template.Scanner.Piece;
import dev.conex.cli.template.Scanner.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the pieces of a template into nodes.
final class Parser {
    private static final Set<String> ENDS = Set.of("end", "else");
    private static final int DEPTH_MAX = 64;

    private final List<Piece> pieces;
    private int next;
    private int depth;
    private String lastEnd = "";

    private Parser(List<Piece> pieces) {
        this.pieces = pieces;
    }

    static List<Node> parse(String template) {
        Parser parser = new Parser(Scanner.pieces(template));
        List<Node> nodes = parser.nodes();
        if (!parser.lastEnd.isEmpty()) {
            throw new TemplateError("template: :1: unexpected {{" + parser.lastEnd + "}}");
        }
        return nodes;
    }

    /// Up to `{{end}}`, `{{else}}` or the end of the template; `lastEnd` says which.
    private List<Node> nodes() {
        if (++depth > DEPTH_MAX) {
            throw new TemplateError("template: :1: nested deeper than " + DEPTH_MAX);
        }
        List<Node> nodes = new ArrayList<>();
        lastEnd = "";
        while (next < pieces.size()) {
            Piece piece = pieces.get(next++);
            if (!piece.action()) {
                nodes.add(new Node.Text(piece.text()));
                continue;
            }
            List<Word> words = Scanner.words(piece);
            if (words.isEmpty()) {
                throw new TemplateError("template: :1: missing value for command");
            }
            String first = words.getFirst().text();
            if (ENDS.contains(first)) {
                lastEnd = first;
                pending = words.subList(1, words.size());
                depth--;
                return nodes;
            }
            nodes.add(node(first, words));
        }
        depth--;
        return nodes;
    }

    private List<Word> pending = List.of();

    private Node node(String first, List<Word> words) {
        List<Word> rest = words.subList(1, words.size());
        return switch (first) {
            case "if" -> choice(rest, false);
            case "with" -> choice(rest, true);
            case "range" -> range(rest);
            case "define", "template", "block", "break", "continue" ->
                throw new TemplateError("template: :1: {{" + first + "}} is not supported");
            default -> new Node.Output(new WordReader(words).pipeline());
        };
    }

    private Node choice(List<Word> condition, boolean setsDot) {
        Node.Pipeline pipeline = new WordReader(condition).pipeline();
        List<Node> then = nodes();
        return new Node.Choice(pipeline, setsDot, then, otherwise(setsDot));
    }

    private List<Node> otherwise(boolean setsDot) {
        if (lastEnd.equals("end")) {
            lastEnd = "";
            return List.of();
        }
        if (!lastEnd.equals("else")) {
            throw new TemplateError("template: :1: unexpected EOF");
        }
        if (!pending.isEmpty() && pending.getFirst().text().equals("if")) {
            return List.of(choice(pending.subList(1, pending.size()), setsDot));
        }
        List<Node> nodes = nodes();
        if (!lastEnd.equals("end")) {
            throw new TemplateError("template: :1: unexpected EOF");
        }
        lastEnd = "";
        return nodes;
    }

    private Node range(List<Word> words) {
        List<String> names = new ArrayList<>();
        int at = 0;
        int assign = -1;
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).text().equals(":=")) {
                assign = i;
            }
        }
        if (assign > 0) {
            for (int i = 0; i < assign; i++) {
                if (words.get(i).kind() == Kind.VARIABLE) {
                    names.add(words.get(i).text());
                }
            }
            at = assign + 1;
        }
        Node.Pipeline over = new WordReader(words.subList(at, words.size())).pipeline();
        List<Node> body = nodes();
        return new Node.Range(List.copyOf(names), over, body, otherwise(false));
    }
}
