package dev.conex.cli.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One run of a template over one value.
final class Evaluation {
    private final StringBuilder out;
    private final Map<String, @Nullable Object> variables = new HashMap<>();
    private @Nullable Object dot;

    Evaluation(@Nullable Object dot, StringBuilder out) {
        this.dot = dot;
        this.out = out;
        variables.put("$", dot);
    }

    void run(List<Node> nodes) {
        for (Node node : nodes) {
            switch (node) {
                case Node.Text text -> out.append(text.text());
                case Node.Output output -> {
                    Object value = value(output.pipeline());
                    if (output.pipeline().name().isEmpty()) {
                        out.append(GoFormat.print(value));
                    }
                }
                case Node.Choice choice -> choose(choice);
                case Node.Range range -> repeat(range);
            }
        }
    }

    private void choose(Node.Choice choice) {
        Object value = value(choice.condition());
        if (!Functions.truth(value)) {
            run(choice.otherwise());
        } else if (choice.setsDot()) {
            within(value, choice.then());
        } else {
            run(choice.then());
        }
    }

    private void within(@Nullable Object value, List<Node> body) {
        Object before = dot;
        dot = value;
        run(body);
        dot = before;
    }

    private void repeat(Node.Range range) {
        Object over = value(range.over());
        Map<Object, @Nullable Object> items = new java.util.LinkedHashMap<>();
        switch (over) {
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    items.put((long) i, list.get(i));
                }
            }
            case Map<?, ?> map -> new TreeMap<>(map).forEach(items::put);
            case null -> {}
            default -> throw new TemplateError("template: :1: range can't iterate over " + GoFormat.print(over));
        }
        if (items.isEmpty()) {
            run(range.otherwise());
        }
        items.forEach((key, value) -> {
            List<String> names = range.names();
            if (names.size() == 1) {
                variables.put(names.getFirst(), value);
            } else if (names.size() == 2) {
                variables.put(names.getFirst(), key);
                variables.put(names.getLast(), value);
            }
            within(value, range.body());
        });
    }

    private @Nullable Object value(Node.Pipeline pipeline) {
        Object value = null;
        boolean piped = false;
        for (Node.Call call : pipeline.calls()) {
            value = call(call, value, piped);
            piped = true;
        }
        if (!pipeline.name().isEmpty()) {
            variables.put(pipeline.name(), value);
        }
        return value;
    }

    private @Nullable Object call(Node.Call call, @Nullable Object piped, boolean hasPiped) {
        List<Node.Operand> operands = call.operands();
        Node.Operand first = operands.getFirst();
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Node.Operand operand : operands.subList(1, operands.size())) {
            arguments.add(operand(operand));
        }
        if (hasPiped) {
            arguments.add(piped);
        }
        if (first instanceof Node.Function function) {
            return Functions.call(function, arguments);
        }
        Object value = operand(first);
        if (value instanceof java.util.function.Function<?, ?> method && !arguments.isEmpty()) {
            return apply(method, arguments.getFirst());
        }
        if (!arguments.isEmpty()) {
            throw failure(first, "can't give argument to non-function " + first.source());
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object apply(java.util.function.Function<?, ?> method, @Nullable Object argument) {
        return ((java.util.function.Function<@Nullable Object, @Nullable Object>) method).apply(argument);
    }

    private @Nullable Object operand(Node.Operand operand) {
        return switch (operand) {
            case Node.Literal literal -> literal.value();
            case Node.Function function -> Functions.call(function, List.of());
            case Node.Path path -> follow(path);
        };
    }

    private @Nullable Object follow(Node.Path path) {
        Object value = switch (path.root()) {
            case Node.Root.Dot _ -> dot;
            case Node.Root.Variable variable -> {
                if (!variables.containsKey(variable.name())) {
                    throw new TemplateError("template: :1: undefined variable \"" + variable.name() + "\"");
                }
                yield variables.get(variable.name());
            }
            case Node.Root.Inner inner -> value(inner.pipeline());
        };
        for (String field : path.fields()) {
            value = field(path, value, field);
        }
        return value;
    }

    private static @Nullable Object field(Node.Path path, @Nullable Object value, String field) {
        if (value instanceof Map<?, ?> map) {
            if (map.containsKey(field)) {
                return map.get(field);
            }
            throw failure(path, "map has no entry for key \"" + field + "\"");
        }
        if (value == null) {
            throw failure(path, "nil pointer evaluating interface {}." + field);
        }
        throw failure(path, "can't evaluate field " + field + " in type " + GoFormat.typeName(value));
    }

    static TemplateError failure(Node.Operand operand, String why) {
        return new TemplateError(
                "template: :1:" + operand.position() + ": executing \"\" at <" + operand.source() + ">: " + why);
    }
}
