package dev.conex.engine;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Names of containers: Docker's grammar, and names that the engine invents.
final class ContainerName {
    static final int LENGTH_MAX = 255;

    private static final Pattern GRAMMAR = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
    private static final int TRIES = 20;
    private static final String[] MOODS = {
        "able", "agile", "amber", "apt", "avid", "balmy", "bold", "brave", "breezy", "bright", "brisk", "calm",
        "candid", "cheery", "civil", "clever", "cosy", "crisp", "daring", "deft", "eager", "early", "fair", "fancy",
        "fleet", "fond", "frank", "fresh", "gentle", "glad", "golden", "grand", "happy", "hardy", "hearty", "honest",
        "jolly", "keen", "kind", "lively", "loyal", "lucid", "lucky", "mellow", "merry", "mild", "modest", "neat",
        "nimble", "noble", "patient", "plucky", "polite", "proud", "quick", "quiet", "rapid", "ready", "sage", "serene",
        "sharp", "silent", "smart", "snug", "sober", "solid", "spry", "steady", "sunny", "swift", "tidy", "trusty",
        "upbeat", "vivid", "warm", "wise", "witty", "zesty"
    };
    private static final String[] PEOPLE = {
        "abel",
        "ampere",
        "babbage",
        "banach",
        "bassi",
        "bohr",
        "boole",
        "cantor",
        "carson",
        "cauchy",
        "church",
        "curie",
        "darwin",
        "davy",
        "dirac",
        "euclid",
        "euler",
        "faraday",
        "fermat",
        "fermi",
        "franklin",
        "galois",
        "gauss",
        "germain",
        "goodall",
        "haber",
        "halley",
        "hamilton",
        "hedy",
        "hilbert",
        "hopper",
        "hubble",
        "huygens",
        "hypatia",
        "jacobi",
        "joliot",
        "kepler",
        "kovalevskaya",
        "lagrange",
        "laplace",
        "leavitt",
        "leibniz",
        "liskov",
        "lovelace",
        "maxwell",
        "meitner",
        "mendel",
        "mirzakhani",
        "nash",
        "newton",
        "nobel",
        "noether",
        "ohm",
        "pascal",
        "pasteur",
        "pauli",
        "perlman",
        "planck",
        "ptolemy",
        "ramanujan",
        "riemann",
        "ritchie",
        "rubin",
        "sagan",
        "shannon",
        "somerville",
        "tesla",
        "thales",
        "thompson",
        "turing",
        "volta",
        "watt",
        "weyl",
        "wiles",
        "wu",
        "yalow",
        "zuse"
    };

    private ContainerName() {}

    /// A name as given, maybe with a slash before it; refused if it doesn't fit the grammar.
    static String parse(String given) {
        var name = given.startsWith("/") ? given.substring(1) : given;
        if (name.length() > LENGTH_MAX || !GRAMMAR.matcher(name).matches()) {
            throw new Refusal.Invalid(Refusal.What.CONTAINER_NAME, given, "");
        }
        return name;
    }

    /// A name that nobody has.
    static String invent(Predicate<String> taken) {
        var random = ThreadLocalRandom.current();
        for (int i = 0; ; i++) {
            var name = MOODS[random.nextInt(MOODS.length)] + "_" + PEOPLE[random.nextInt(PEOPLE.length)]
                    + (i < TRIES ? "" : Integer.toString(random.nextInt(10 * i)));
            if (!taken.test(name)) {
                return name;
            }
        }
    }
}
