/// The kernel in Java words; the only module granted native access.
package dev.conex.linux;
