/// Containers, images, networks, volumes, builds and their lives, as Docker defines them. Also the embeddable library.
package dev.conex.engine;
