package dev.conex.runtime;

import java.util.ArrayList;
import java.util.List;

/// Which devices a container may use: everything, or nothing but what the rules allow; the last rule that fits
/// decides.
sealed interface DevicePolicy {
    DevicePolicy EVERYTHING = new Everything();

    record Everything() implements DevicePolicy {}

    record Only(List<DeviceRule> rules) implements DevicePolicy {
        public Only {
            rules = List.copyOf(rules);
        }
    }

    /// Docker's: nodes may be made of anything, the standard devices and terminals used, and what the bundle adds.
    static DevicePolicy of(Bundle bundle) {
        if (bundle.security().privileged()) {
            return EVERYTHING;
        }
        List<DeviceRule> rules = new ArrayList<>();
        rules.add(new DeviceRule(true, DeviceRule.Kind.CHARACTER, DeviceRule.ANY, DeviceRule.ANY, "m"));
        rules.add(new DeviceRule(true, DeviceRule.Kind.BLOCK, DeviceRule.ANY, DeviceRule.ANY, "m"));
        StandardMounts.DEVICES.forEach(d -> rules.add(d.rule()));
        rules.add(character(5, 1));
        rules.add(character(5, 2));
        rules.add(character(136, DeviceRule.ANY));
        bundle.devices().forEach(d -> rules.add(d.rule()));
        rules.addAll(bundle.security().deviceRules());
        return new Only(rules);
    }

    private static DeviceRule character(int major, int minor) {
        return new DeviceRule(true, DeviceRule.Kind.CHARACTER, major, minor, "rwm");
    }
}
