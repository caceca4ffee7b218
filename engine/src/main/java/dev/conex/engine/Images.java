package dev.conex.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Images. A name is a reference, a digest, or an id or unique prefix of one.
public interface Images {
    /// Fetches from a registry; the name is pointed last.
    void pull(ImagePull request, ImageProgress progress) throws IOException;

    /// Sends to a registry.
    void push(ImagePush request, ImageProgress progress) throws IOException;

    /// Takes a docker or OCI archive, maybe compressed.
    void load(InputStream archive, @Nullable String platform, ImageProgress progress) throws IOException;

    /// Writes an archive that both worlds read. Names are checked before the first byte.
    void save(List<String> names, @Nullable String platform, OutputStream out) throws IOException;

    /// Makes an image of one layer; answers its id.
    String importTar(ImageImport request, InputStream tar, ImageProgress progress) throws IOException;

    /// Images that fit.
    List<ImageSummary> list(ImageQuery query);

    /// Everything known of one.
    ImageInspect inspect(String name, @Nullable String platform);

    /// Its layers' stories, newest first.
    List<ImageHistory> history(String name, @Nullable String platform);

    /// Gives another name.
    void tag(String name, String reference);

    /// Takes a name away, and with the last name the image.
    List<ImageRemoved> remove(String name, boolean force, boolean keepParents);

    /// Removes what no name (or, with `dangling=false`, no container) needs.
    ImagesPruned prune(Filters filters);

    /// What a registry has under a name, without fetching it.
    ImageDistribution distribution(String reference, ImageCredentials credentials) throws IOException;
}
