package dev.conex.registry;

import dev.conex.http.Request;
import dev.conex.http.Response;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.Index;
import dev.conex.oci.MediaType;
import dev.conex.registry.wire.Wording;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The lists: tags, referrers, and the catalog of repositories.
final class ListEndpoints {
    private static final int LAST_LENGTH_MAX = 256;
    private static final String JSON = "application/json";

    private final RegistryStore store;
    private final ManifestEndpoints manifests;

    ListEndpoints(RegistryStore store) {
        this.store = store;
        this.manifests = new ManifestEndpoints(store);
    }

    void tags(String repository, Request request, Response response) throws IOException {
        RegistryServer.requireReading(request);
        if (!store.index().hasRepository(repository)) {
            throw new Refused(404, "NAME_UNKNOWN", "repository name not known to registry");
        }
        Page page = page(request);
        List<String> tags = store.index().tags(repository, page);
        link(tags, page, "/v2/" + repository + "/tags/list", response);
        response.send(200, JSON, RegistryServer.json(Wording.Tags.class, new Wording.Tags(repository, tags)));
    }

    void catalog(Request request, Response response) throws IOException {
        RegistryServer.requireReading(request);
        Page page = page(request);
        List<String> names = store.index().repositories(page);
        link(names, page, "/v2/_catalog", response);
        response.send(200, JSON, RegistryServer.json(Wording.Catalog.class, new Wording.Catalog(names)));
    }

    private static Page page(Request request) {
        String last = request.query().text("last", "");
        if (last.length() > LAST_LENGTH_MAX) {
            throw new Refused(400, "PAGINATION_NUMBER_INVALID", "\"last\" is over " + LAST_LENGTH_MAX + " characters");
        }
        String count = request.query().text("n", String.valueOf(Page.COUNT_MAX));
        if (!count.matches("[0-9]{1,18}")) {
            throw new Refused(400, "PAGINATION_NUMBER_INVALID", "\"n\" is not a number of entries");
        }
        return new Page(last, (int) Math.min(Long.parseLong(count), Page.COUNT_MAX));
    }

    private static void link(List<String> names, Page page, String path, Response response) {
        if (names.size() == page.count() && !names.isEmpty()) {
            String last = URLEncoder.encode(names.getLast(), StandardCharsets.UTF_8);
            response.header("Link", "<" + path + "?last=" + last + "&n=" + page.count() + ">; rel=\"next\"");
        }
    }

    void referrers(Route.Referrers route, Request request, Response response) throws IOException {
        RegistryServer.requireReading(request);
        var wanted = request.query().first("artifactType");
        var referrers = new ArrayList<Descriptor>();
        for (Digest digest : store.index().referrers(route.repository(), route.digest())) {
            Descriptor referrer = manifests.referrer(route.repository(), digest);
            if (wanted.isEmpty() || wanted.get().equals(referrer.artifactType())) {
                referrers.add(referrer);
            }
        }
        if (wanted.isPresent()) {
            response.header("OCI-Filters-Applied", "artifactType");
        }
        response.send(200, MediaType.OCI_INDEX, new Index(referrers).document().bytes());
    }
}
