package dev.conex.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// From a question and the records of containers to an answer: a pure function but for the order of equal addresses.
final class NameAnswers {
    /// Seconds an answer may be kept, as Docker says.
    static final long TTL_SECONDS = 600;

    private NameAnswers() {}

    /// The answer, or nothing if somebody else has to be asked.
    static Optional<Message> answer(Message question, Resolver resolver, RandomGenerator order) {
        if (question.getHeader().getFlag(Flags.QR)) {
            return Optional.of(failure(question, Rcode.FORMERR));
        }
        if (question.getHeader().getOpcode() != Opcode.QUERY) {
            return Optional.of(failure(question, Rcode.NOTIMP));
        }
        var asked = question.getSection(Section.QUESTION);
        if (asked.size() != 1) {
            return Optional.of(failure(question, Rcode.FORMERR));
        }
        var what = asked.getFirst();
        return what.getType() == Type.PTR
                ? pointer(question, what, resolver)
                : addresses(question, what, resolver, order);
    }

    /// An answer without records.
    static Message failure(Message question, int code) {
        var answer = begin(question);
        answer.getHeader().setRcode(code);
        return answer;
    }

    private static Message begin(Message question) {
        var answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.getHeader().setOpcode(question.getHeader().getOpcode());
        if (question.getHeader().getFlag(Flags.RD)) {
            answer.getHeader().setFlag(Flags.RD);
        }
        for (var asked : question.getSection(Section.QUESTION)) {
            answer.addRecord(asked, Section.QUESTION);
        }
        return answer;
    }

    private static Optional<Message> addresses(
            Message question, Record what, Resolver resolver, RandomGenerator order) {
        var name = what.getName().toString(true).toLowerCase(Locale.ROOT);
        if (!resolver.known(name)) {
            return Optional.empty();
        }
        var answer = begin(question);
        if (what.getType() == Type.A || what.getType() == Type.AAAA || what.getType() == Type.ANY) {
            var found = new java.util.ArrayList<InetAddress>();
            if (what.getType() != Type.AAAA) {
                found.addAll(resolver.lookup(name, false));
            }
            if (what.getType() != Type.A) {
                found.addAll(resolver.lookup(name, true));
            }
            Collections.shuffle(found, java.util.Random.from(order));
            found.forEach(a -> answer.addRecord(address(what, a), Section.ANSWER));
        }
        return Optional.of(answer);
    }

    private static Record address(Record what, InetAddress address) {
        return address instanceof Inet6Address
                ? new AAAARecord(what.getName(), what.getDClass(), TTL_SECONDS, address)
                : new ARecord(what.getName(), what.getDClass(), TTL_SECONDS, address);
    }

    private static Optional<Message> pointer(Message question, Record what, Resolver resolver) {
        try {
            var name = resolver.reverse(ReverseMap.fromName(what.getName()));
            if (name.isEmpty()) {
                return Optional.empty();
            }
            var answer = begin(question);
            answer.addRecord(
                    new PTRRecord(
                            what.getName(), what.getDClass(), TTL_SECONDS, Name.fromString(name.get(), Name.root)),
                    Section.ANSWER);
            return Optional.of(answer);
        } catch (UnknownHostException | TextParseException e) {
            return Optional.empty(); // not the name of an address, or a name that DNS can't say
        }
    }

    /// All the addresses in an answer, for tests.
    static List<String> texts(Message answer) {
        return answer.getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .toList();
    }
}
