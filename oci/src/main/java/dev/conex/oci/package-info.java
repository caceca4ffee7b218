/// The OCI words as immutable values, their JSON, the tar layer format, and the two tiny content ports.
package dev.conex.oci;
