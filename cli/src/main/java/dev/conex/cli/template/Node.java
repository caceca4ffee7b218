package dev.conex.cli.template;

import java.util.List;

/// A piece of a parsed template.
sealed interface Node {
    /// Text between actions.
    record Text(String text) implements Node {}

    /// `{{pipeline}}`
    record Output(Pipeline pipeline) implements Node {}

    /// `{{if}}`, and `{{with}}` when the value becomes the dot.
    record Choice(Pipeline condition, boolean setsDot, List<Node> then, List<Node> otherwise) implements Node {}

    /// `{{range $key, $value := pipeline}}`; names are empty when not given.
    record Range(List<String> names, Pipeline over, List<Node> body, List<Node> otherwise) implements Node {}

    /// Commands joined by `|`; `name` is the variable it is assigned to, or empty.
    record Pipeline(String name, List<Call> calls) {}

    /// A function or a value with arguments.
    record Call(List<Operand> operands) {}

    /// One word of a call.
    sealed interface Operand {
        int position();

        String source();
    }

    /// `.A.B` from the dot, or from a variable (`$` or `$x`), or from a bracketed pipeline.
    record Path(Root root, List<String> fields, int position, String source) implements Operand {}

    record Literal(Object value, int position, String source) implements Operand {}

    record Function(String name, int position, String source) implements Operand {}

    /// What a path starts from.
    sealed interface Root {
        record Dot() implements Root {}

        record Variable(String name) implements Root {}

        record Inner(Pipeline pipeline) implements Root {}
    }
}
