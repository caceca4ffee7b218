package dev.conex.cli.template;

import dev.conex.cli.template.Node.Call;
import dev.conex.cli.template.Node.Operand;
import dev.conex.cli.template.Node.Pipeline;
import dev.conex.cli.template.Scanner.Kind;
import dev.conex.cli.template.Scanner.Word;
import java.util.ArrayList;
import java.util.List;

/// Reads the words of one action into a pipeline.
final class WordReader {
    private final List<Word> words;
    private int next;

    WordReader(List<Word> words) {
        this.words = words;
    }

    Pipeline pipeline() {
        Pipeline pipeline = piped();
        if (next < words.size()) {
            throw unexpected(words.get(next));
        }
        return pipeline;
    }

    private Pipeline piped() {
        String name = "";
        if (words.size() > next + 1
                && words.get(next).kind() == Kind.VARIABLE
                && (words.get(next + 1).text().equals(":=")
                        || words.get(next + 1).text().equals("="))) {
            name = words.get(next).text();
            next += 2;
        }
        List<Call> calls = new ArrayList<>();
        calls.add(call());
        while (at("|")) {
            next++;
            calls.add(call());
        }
        return new Pipeline(name, List.copyOf(calls));
    }

    private Call call() {
        List<Operand> operands = new ArrayList<>();
        while (next < words.size() && !at("|") && !at(")")) {
            operands.add(operand());
        }
        if (operands.isEmpty()) {
            throw new TemplateError("template: :1: missing value for command");
        }
        return new Call(List.copyOf(operands));
    }

    private boolean at(String symbol) {
        return next < words.size()
                && words.get(next).kind() == Kind.SYMBOL
                && words.get(next).text().equals(symbol);
    }

    private Operand operand() {
        Word word = words.get(next++);
        return switch (word.kind()) {
            case FIELD ->
                path(
                        new Node.Root.Dot(),
                        word,
                        word.text().length() > 1 ? word.text().substring(1) : "");
            case VARIABLE -> path(new Node.Root.Variable(word.text()), word, "");
            case STRING -> new Node.Literal(unquote(word.text()), word.position(), word.text());
            case NUMBER -> new Node.Literal(number(word), word.position(), word.text());
            case NAME ->
                switch (word.text()) {
                    case "true" -> new Node.Literal(true, word.position(), "true");
                    case "false" -> new Node.Literal(false, word.position(), "false");
                    default -> new Node.Function(word.text(), word.position(), word.text());
                };
            case SYMBOL -> {
                if (!word.text().equals("(")) {
                    throw unexpected(word);
                }
                Pipeline inner = piped();
                if (!at(")")) {
                    throw new TemplateError("template: :1: unclosed left paren");
                }
                next++;
                yield path(new Node.Root.Inner(inner), word, "");
            }
        };
    }

    /// The fields that follow without white space belong to the same path.
    private Operand path(Node.Root root, Word first, String field) {
        List<String> fields = new ArrayList<>();
        StringBuilder source = new StringBuilder(first.text());
        if (!field.isEmpty()) {
            fields.add(field);
        }
        while (next < words.size()
                && words.get(next).kind() == Kind.FIELD
                && !words.get(next).spaced()) {
            Word word = words.get(next++);
            fields.add(word.text().substring(1));
            source.append(word.text());
        }
        int last = source.lastIndexOf(".");
        return new Node.Path(root, List.copyOf(fields), first.position() + Math.max(0, last), source.toString());
    }

    private static Object number(Word word) {
        try {
            return Long.decode(word.text());
        } catch (NumberFormatException _) {
            try {
                return Double.valueOf(word.text());
            } catch (NumberFormatException e) {
                throw new TemplateError("template: :1: bad number syntax: \"" + word.text() + "\"");
            }
        }
    }

    private static String unquote(String quoted) {
        String inside = quoted.substring(1, quoted.length() - 1);
        if (quoted.charAt(0) == '`') {
            return inside;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c != '\\' || i + 1 == inside.length()) {
                out.append(c);
                continue;
            }
            char escaped = inside.charAt(++i);
            out.append(
                    switch (escaped) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case 'r' -> '\r';
                        default -> escaped;
                    });
        }
        return out.toString();
    }

    private static TemplateError unexpected(Word word) {
        return new TemplateError("template: :1: unexpected <" + word.text() + "> in command");
    }
}
