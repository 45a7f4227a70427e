package org.godwit.content;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server over HTTP(S). Redirects are not followed and nothing is sent that was not meant for this server; what the
 * server answers is not trusted.
 */
public final class HttpLink implements AutoCloseable {

    /** What a listing or a manifest may have at most. */
    private static final int MOST_TEXT = 64 * 1024 * 1024;

    private static final int CONNECTIONS = 32;
    private static final int CONNECT_SECONDS = 30;

    private final CloseableHttpClient client;
    private final PoolingHttpClientConnectionManager pool;
    private final Function<String, @Nullable String> authorization;

    /**
     * @param tls whom to believe, and the certificate to show; null for the platform's own roots and no certificate
     * @param authorization value of the Authorization header for a host, asked for at each request; null for none
     * @param silence seconds after which a server that says nothing counts as gone
     */
    public HttpLink(@Nullable SSLContext tls, Function<String, @Nullable String> authorization, int silence) {
        this.authorization = authorization;
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(CONNECTIONS)
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(silence, TimeUnit.SECONDS)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .setSocketTimeout(silence, TimeUnit.SECONDS)
                        .build());
        if (tls != null) {
            connections.setTlsSocketStrategy(new DefaultClientTlsStrategy(tls));
        }
        this.pool = connections.build();
        this.client = HttpClients.custom()
                .setConnectionManager(pool)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(silence, TimeUnit.SECONDS)
                        .setConnectionRequestTimeout(silence, TimeUnit.SECONDS)
                        .build())
                .setUserAgent("SMS CCM 5.0")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /** An answer whose body is still to be read. */
    record Answer(int status, ClassicHttpResponse response) implements AutoCloseable {

        @Nullable String header(String name) {
            Header header = response.getFirstHeader(name);
            return header == null ? null : header.getValue();
        }

        InputStream body() throws IOException {
            return response.getEntity() == null
                    ? InputStream.nullInputStream()
                    : response.getEntity().getContent();
        }

        @Override
        public void close() throws IOException {
            response.close();
        }
    }

    /**
     * Asks once.
     *
     * @param offset first byte wanted; 0 for all
     * @throws ContentException {@code LOCATION_DENIED} for 401 and 403, {@code LOCATION_FAILED} if there is no answer
     */
    Answer ask(String method, URI uri, long offset) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
        if (method.equals("PROPFIND")) {
            request.addHeader("Depth", "1");
        }
        if (offset > 0) {
            request.addHeader(HttpHeaders.RANGE, "bytes=" + offset + "-");
        }
        String proof = authorization.apply(uri.getHost());
        if (proof != null) {
            request.addHeader(HttpHeaders.AUTHORIZATION, proof);
        }
        ClassicHttpResponse response;
        try {
            response = client.executeOpen(null, request, null);
        } catch (javax.net.ssl.SSLHandshakeException e) {
            throw new ContentException(
                    ContentException.Code.LOCATION_DENIED,
                    uri.getHost() + " and this server do not trust each other's certificates: " + e.getMessage() + ".",
                    e);
        } catch (IOException e) {
            pool.closeIdle(
                    TimeValue.ZERO_MILLISECONDS); // those left from before are as dead: the next try makes a new one
            throw broken(uri, e);
        }
        int status = response.getCode();
        if (status == 401 || status == 403 || (status == 400 && uri.getScheme().equals("https"))) {
            response.close();
            throw new ContentException(
                    ContentException.Code.LOCATION_DENIED,
                    uri + " was refused with status " + status
                            + (status == 401
                                    ? ": the account was not accepted."
                                    : ": the account may not read it, or a client certificate is needed."));
        }
        return new Answer(status, response);
    }

    /** The body as text, if the status is one of these; null otherwise. */
    byte @Nullable [] text(String method, URI uri, int... statuses) throws IOException {
        try (Answer answer = ask(method, uri, 0)) {
            for (int status : statuses) {
                if (answer.status() == status) {
                    byte[] text = answer.body().readNBytes(MOST_TEXT + 1);
                    if (text.length > MOST_TEXT) {
                        throw ContentException.refused(uri + " gives a listing of absurd size.");
                    }
                    return text;
                }
            }
            if (answer.status() >= 500 && answer.status() != 501) {
                throw failed(uri, answer.status());
            }
            return null;
        } catch (ContentException e) {
            throw e;
        } catch (IOException e) {
            throw broken(uri, e);
        }
    }

    static ContentException failed(URI uri, int status) {
        return new ContentException(
                ContentException.Code.LOCATION_FAILED, uri + " was answered with status " + status + ".");
    }

    static ContentException broken(URI uri, IOException e) {
        return new ContentException(
                ContentException.Code.LOCATION_FAILED, uri + " could not be read: " + e.getMessage() + ".", e);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
