package dev.conex.build;

/// What the parts that do the work of one build share.
///
/// @param id unique, for names of writables
record BuildSite(String id, BuildRequest request, BuildGraph graph, BuildRooms rooms, Downloads downloads) {
    /// Whether a step stands for the files of the request.
    boolean isContext(int step) {
        return graph.steps().get(step) instanceof Step.Source(Step.Origin.Context());
    }
}
