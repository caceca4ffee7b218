package dev.conex.cli.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The functions of Go's templates and those that Docker adds.
final class Functions {
    private Functions() {}

    static boolean truth(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean bool -> bool;
            case String text -> !text.isEmpty();
            case Number number -> number.doubleValue() != 0;
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    static @Nullable Object call(Node.Function function, List<@Nullable Object> args) {
        try {
            return byName(function, args);
        } catch (IndexOutOfBoundsException | NullPointerException _) {
            throw Evaluation.failure(function, "wrong number of args for " + function.name() + ": got " + args.size());
        }
    }

    private static @Nullable Object byName(Node.Function function, List<@Nullable Object> args) {
        return switch (function.name()) {
            case "json" -> GoFormat.json(args.getFirst());
            case "split" -> List.of(text(args, 0).split(Pattern.quote(text(args, 1)), -1));
            case "join" -> list(args, 0).stream().map(GoFormat::print).collect(Collectors.joining(text(args, 1)));
            case "title" -> title(text(args, 0));
            case "lower" -> text(args, 0).toLowerCase(Locale.ROOT);
            case "upper" -> text(args, 0).toUpperCase(Locale.ROOT);
            case "pad" -> pad(text(args, 0), (int) number(args, 1), (int) number(args, 2));
            case "truncate" -> truncate(text(args, 0), (int) number(args, 1));
            case "println" -> spaced(args, true) + "\n";
            case "print" -> spaced(args, false);
            case "printf" -> printf(text(args, 0), args.subList(1, args.size()));
            case "index" -> index(function, args);
            case "slice" -> slice(args);
            case "len" -> length(function, args.getFirst());
            case "not" -> !truth(args.getFirst());
            case "and" -> args.stream().filter(arg -> !truth(arg)).findFirst().orElse(args.getLast());
            case "or" -> args.stream().filter(Functions::truth).findFirst().orElse(args.getLast());
            case "eq" -> args.subList(1, args.size()).stream().anyMatch(arg -> compare(args.getFirst(), arg) == 0);
            case "ne" -> compare(args.get(0), args.get(1)) != 0;
            case "lt" -> compare(args.get(0), args.get(1)) < 0;
            case "le" -> compare(args.get(0), args.get(1)) <= 0;
            case "gt" -> compare(args.get(0), args.get(1)) > 0;
            case "ge" -> compare(args.get(0), args.get(1)) >= 0;
            case "html" ->
                text(args, 0).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            case "urlquery" -> URLEncoder.encode(text(args, 0), StandardCharsets.UTF_8);
            default -> throw new TemplateError("template: :1: function \"" + function.name() + "\" not defined");
        };
    }

    private static String text(List<@Nullable Object> args, int index) {
        return GoFormat.print(args.get(index));
    }

    private static long number(List<@Nullable Object> args, int index) {
        return args.get(index) instanceof Number number ? number.longValue() : 0;
    }

    private static List<?> list(List<@Nullable Object> args, int index) {
        return switch (args.get(index)) {
            case List<?> list -> list;
            case null -> List.of();
            default -> List.of(Objects.requireNonNull(args.get(index)));
        };
    }

    private static String title(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String pad(String text, int before, int after) {
        return text.isEmpty() ? text : " ".repeat(Math.max(0, before)) + text + " ".repeat(Math.max(0, after));
    }

    private static String truncate(String text, int length) {
        return text.length() <= length ? text : text.substring(0, Math.max(0, length));
    }

    private static String spaced(List<@Nullable Object> args, boolean always) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < args.size(); i++) {
            boolean bothPlain = i > 0 && !(args.get(i) instanceof String) && !(args.get(i - 1) instanceof String);
            if (i > 0 && (always || bothPlain)) {
                out.append(' ');
            }
            out.append(GoFormat.print(args.get(i)));
        }
        return out.toString();
    }

    private static String printf(String format, List<@Nullable Object> args) {
        List<@Nullable Object> shown = new ArrayList<>();
        for (Object arg : args) {
            shown.add(arg instanceof Number ? arg : GoFormat.print(arg));
        }
        String java = format.replace("%v", "%s").replace("%q", "\"%s\"").replace("%t", "%s");
        try {
            return String.format(Locale.ROOT, java, shown.toArray());
        } catch (IllegalArgumentException e) {
            throw new TemplateError("template: :1: printf \"" + format + "\": " + e.getMessage());
        }
    }

    private static @Nullable Object index(Node.Function function, List<@Nullable Object> args) {
        Object value = args.getFirst();
        for (Object key : args.subList(1, args.size())) {
            value = switch (value) {
                case Map<?, ?> map -> map.get(key) == null ? "" : map.get(key);
                case List<?> list
                when key instanceof Number at && at.intValue() >= 0 && at.intValue() < list.size() ->
                    list.get(at.intValue());
                case List<?> _ ->
                    throw Evaluation.failure(function, "error calling index: reflect: slice index out of range");
                case null, default -> throw Evaluation.failure(function, "error calling index: index of untyped nil");
            };
        }
        return value;
    }

    private static Object slice(List<@Nullable Object> args) {
        int from = args.size() > 1 ? (int) number(args, 1) : 0;
        if (args.getFirst() instanceof List<?> list) {
            return list.subList(from, args.size() > 2 ? (int) number(args, 2) : list.size());
        }
        String text = text(args, 0);
        return text.substring(from, args.size() > 2 ? (int) number(args, 2) : text.length());
    }

    private static long length(Node.Function function, @Nullable Object value) {
        return switch (value) {
            case String text -> text.length();
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case null, default -> throw Evaluation.failure(function, "error calling len: len of nil pointer");
        };
    }

    private static int compare(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (Objects.equals(left, right)) {
            return 0;
        }
        List<String> both = Arrays.asList(GoFormat.print(left), GoFormat.print(right));
        return both.get(0).compareTo(both.get(1));
    }
}
