package org.godwit.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.godwit.shared.CanonicalJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from places that nobody here controls cannot take more memory than allowed, nor make the server ask others. */
class ParserLimitsTest {

    private static final URI DIRECTORY = URI.create("http://dp.example/content/");

    @TempDir
    Path directory;

    @Test
    void aListingOpensNoFileAndAsksNoServer() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret.txt"), "the secret");
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String other = "http://127.0.0.1:" + server.getAddress().getPort() + "/evil.dtd";
            for (String type : new String[] {
                "<!DOCTYPE multistatus [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>",
                "<!DOCTYPE multistatus [<!ENTITY x SYSTEM \"" + other + "\">]>",
                "<!DOCTYPE multistatus [<!ENTITY % e SYSTEM \"" + other + "\"> %e;]>",
                "<!DOCTYPE multistatus SYSTEM \"" + other + "\">"
            }) {
                assertThatThrownBy(() -> HttpListing.propfind(listing(type, "/content/&x;"), DIRECTORY))
                        .isInstanceOf(ContentException.class)
                        .hasMessageNotContaining("the secret");
            }
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void entitiesDoNotGrow() {
        StringBuilder type = new StringBuilder("<!DOCTYPE multistatus [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 12; i++) {
            type.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        assertThatThrownBy(() -> HttpListing.propfind(listing(type + "]>", "/content/&l11;"), DIRECTORY))
                .isInstanceOf(ContentException.class);
    }

    @Test
    void deepElementsTakeNoStack() throws Exception {
        String deep = "<a>".repeat(200_000) + "</a>".repeat(200_000);
        assertThat(HttpListing.propfind(deep.getBytes(StandardCharsets.UTF_8), DIRECTORY))
                .isEmpty();
    }

    @Test
    void whatIsPackedIsUnpackedUpToALimit() throws Exception {
        byte[] bomb = packed(8 * 1024 * 1024);
        assertThat(bomb).hasSizeLessThan(16 * 1024);
        assertThat(Unpacked.of(bomb, 8 * 1024 * 1024)).hasSize(8 * 1024 * 1024);
        assertThatThrownBy(() -> Unpacked.of(bomb, 8 * 1024 * 1024 - 1)).isInstanceOf(IOException.class);
    }

    @Test
    void aManifestsLinesAreBounded() throws Exception {
        byte[] line = ("[Packages]\nname=" + "x".repeat(5_000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Ini.parse(line)).isInstanceOf(ContentException.class);
        byte[] many = "[a]\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);
        assertThat(Ini.parse(many).keys("a")).isEmpty();
    }

    @Test
    void storedJsonIsNotDeeperThanAllowed() {
        assertThatThrownBy(() -> CanonicalJson.read("[".repeat(100_000) + "]".repeat(100_000), Object.class))
                .hasMessageContaining("depth");
    }

    private static byte[] listing(String type, String href) {
        return ("<?xml version=\"1.0\"?>" + type + "<D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>" + href
                        + "</D:href></D:response></D:multistatus>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] packed(int zeros) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[zeros]);
        }
        return bytes.toByteArray();
    }
}
