package org.godwit.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a directory of a distribution point holds: by PROPFIND as clients ask, and where that is not answered by the page of
 * links that GET gives (reference G). Names that lead elsewhere are refused.
 */
final class HttpListing {

    private static final Pattern LINK =
            Pattern.compile("([^>]*)<a\\s[^>]*?href\\s*=\\s*\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    private final HttpLink link;

    HttpListing(HttpLink link) {
        this.link = link;
    }

    /** @param directory whether it is one */
    record Child(String name, boolean directory) {}

    /**
     * @param uri of the directory, with a slash at its end
     * @return null if there is no such directory
     */
    @org.jspecify.annotations.Nullable List<Child> children(URI uri) throws IOException {
        byte[] found = link.text("PROPFIND", uri, 207);
        if (found != null) {
            return propfind(found, uri);
        }
        byte[] page = link.text("GET", uri, 200);
        return page == null ? null : page(new String(page, StandardCharsets.UTF_8), uri);
    }

    static List<Child> propfind(byte[] xml, URI uri) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        Map<String, Child> children = new LinkedHashMap<>();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            String href = "";
            boolean collection = false;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("href")) {
                    href = reader.getElementText().strip();
                } else if (event == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("collection")) {
                    collection = true;
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && reader.getLocalName().equals("response")) {
                    add(children, href, collection || href.endsWith("/"), uri);
                    href = "";
                    collection = false;
                }
            }
        } catch (XMLStreamException e) {
            throw ContentException.refused(uri + " gives a listing that cannot be read: " + e.getMessage() + ".");
        }
        return List.copyOf(children.values());
    }

    private static List<Child> page(String html, URI uri) throws IOException {
        Map<String, Child> children = new LinkedHashMap<>();
        Matcher link = LINK.matcher(html);
        while (link.find()) {
            String href = link.group(2).replace("&amp;", "&");
            boolean directory =
                    href.endsWith("/") || link.group(1).toLowerCase(Locale.ROOT).contains("dir");
            if (!href.startsWith("?") && !href.startsWith("#")) {
                add(children, href, directory, uri);
            }
        }
        return List.copyOf(children.values());
    }

    /** Links to the directory itself, to its parent and to elsewhere are left out. */
    private static void add(Map<String, Child> children, String href, boolean directory, URI uri) throws IOException {
        String here = uri.getRawPath();
        String path;
        try {
            path = uri.resolve(new URI(escaped(href))).getRawPath();
        } catch (URISyntaxException e) {
            throw ContentException.refused(uri + " lists a name that is none: " + LibraryNames.shown(href) + ".");
        }
        String full = decoded(path == null ? "" : path).replaceAll("/+$", "");
        String parent = decoded(here).replaceAll("/+$", "");
        if (full.length() <= parent.length() + 1
                || !full.toLowerCase(Locale.ROOT).startsWith(parent.toLowerCase(Locale.ROOT) + "/")) {
            return;
        }
        String name = LibraryNames.segment(full.substring(parent.length() + 1), uri.toString());
        children.put(name, new Child(name, directory));
    }

    /** What servers leave as it is in links although a URI may not hold it. */
    private static String escaped(String href) {
        StringBuilder text = new StringBuilder();
        for (byte b : href.getBytes(StandardCharsets.UTF_8)) {
            boolean fits = b > 32 && b < 127 && "\"<>\\^`{|}[]".indexOf(b) < 0;
            text.append(fits ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xFF));
        }
        return text.toString();
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }
}
