/// Turns a Dockerfile and a context into an image by running keyed steps.
package dev.conex.build;
