package dev.conex.engine;

import java.util.List;

/// Processes of a container, as `ps` would show them.
public record ProcessTable(List<String> titles, List<List<String>> rows) {}
