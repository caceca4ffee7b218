package dev.conex.registry;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which content belongs to which repository, and under which names. What a method has done is durable when it
/// returns. Repository and tag names were checked against the grammar, and are safe as file names.
public interface RegistryIndex {
    /// Whether the blob belongs to the repository.
    boolean hasBlob(String repository, Digest digest) throws IOException;

    void linkBlob(String repository, Digest digest) throws IOException;

    /// @return false when it did not belong to it
    boolean unlinkBlob(String repository, Digest digest) throws IOException;

    /// The media type a manifest was put with; empty when the repository has no such manifest.
    Optional<String> manifestType(String repository, Digest digest) throws IOException;

    /// Adds a manifest whose content is stored, or changes its media type.
    ///
    /// @param subject what the manifest refers to, or null
    void putManifest(String repository, Descriptor manifest, @Nullable Digest subject) throws IOException;

    /// Removes a manifest, every tag on it, and its place among the referrers of its subject.
    boolean deleteManifest(String repository, Digest digest, @Nullable Digest subject) throws IOException;

    /// What a tag points at.
    Optional<Digest> tag(String repository, String tag) throws IOException;

    /// Points the tag at a manifest, or removes it when the digest is null.
    void setTag(String repository, String tag, @Nullable Digest digest) throws IOException;

    /// The first tags after `page.last`, sorted.
    List<String> tags(String repository, Page page) throws IOException;

    /// The first repositories after `page.last`, sorted.
    List<String> repositories(Page page) throws IOException;

    /// The manifests whose subject is this digest.
    List<Digest> referrers(String repository, Digest subject) throws IOException;

    /// Whether anything was ever put there.
    boolean hasRepository(String repository) throws IOException;
}
