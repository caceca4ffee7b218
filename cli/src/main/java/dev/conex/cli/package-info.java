/// Commands, flags, tables, progress, terminal.
package dev.conex.cli;
