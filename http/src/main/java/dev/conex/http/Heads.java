package dev.conex.http;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// Writes heads: status and request lines with their headers.
final class Heads {
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    /// The date line of one second.
    private record Stamp(long second, String text) {}

    private static volatile Stamp stamp = new Stamp(-1, "");

    private Heads() {}

    static byte[] response(int status, String reason, List<Header> headers) {
        return lines(new StringBuilder("HTTP/1.1 ").append(status).append(' ').append(reason), headers);
    }

    static byte[] request(String method, String target, List<Header> headers) {
        return lines(new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1"), headers);
    }

    private static byte[] lines(StringBuilder head, List<Header> headers) {
        head.append("\r\n");
        for (Header header : headers) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The current time as `Date` wants it (RFC 9110, 5.6.7), made once a second.
    static String date() {
        long second = System.currentTimeMillis() / 1000;
        Stamp current = stamp;
        if (current.second != second) {
            current = new Stamp(second, format(second));
            stamp = current;
        }
        return current.text;
    }

    private static String format(long second) {
        var time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        return DAYS[time.getDayOfWeek().getValue() - 1] + ", " + two(time.getDayOfMonth()) + " "
                + MONTHS[time.getMonthValue() - 1] + " " + time.getYear() + " " + two(time.getHour()) + ":"
                + two(time.getMinute()) + ":" + two(time.getSecond()) + " GMT";
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }

    static String reason(int status) {
        return switch (status) {
            case 100 -> "Continue";
            case 101 -> "Switching Protocols";
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            case 204 -> "No Content";
            case 206 -> "Partial Content";
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 304 -> "Not Modified";
            case 307 -> "Temporary Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 409 -> "Conflict";
            case 411 -> "Length Required";
            case 413 -> "Request Entity Too Large";
            case 416 -> "Requested Range Not Satisfiable";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> "Status " + status;
        };
    }
}
