/// What this room stores of its own, as JSON in [dev.conex.storage.Records].
package dev.conex.storage.stored;
