/// The words of container images as values, and the bytes they stand for.
///
/// *Digest* names a content by its hash; a *descriptor* points at one; a *manifest* is one image for one platform,
/// an *index* several; an *image config* says what an image is made of and how it wants to be run; a *layer* is a
/// tar archive in an image; a *chain id* names a stack of layers; a *reference* is what a user types.
/// [dev.conex.oci.BlobSource] and [dev.conex.oci.BlobSink] are the two ports through which every copy goes:
/// registry, disk, archive and memory are all both.
///
/// The one invariant: a value that exists is valid. Everything here reads bytes of strangers; each reader has its
/// limits and ends with a value or with [dev.conex.oci.MalformedContent]. File names are bytes
/// ([dev.conex.oci.BytePath]).
///
/// Start at [dev.conex.oci.Descriptor], then [dev.conex.oci.Manifest], then [dev.conex.oci.TarReader].
package dev.conex.oci;
