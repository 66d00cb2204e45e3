package com.smipay.support.kit.peer;

import com.smipay.support.contracts.http.Headers;
import com.smipay.support.kit.call.BoundedCall;
import com.smipay.support.kit.telemetry.Correlation;
import com.smipay.support.kit.telemetry.TraceSpan;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls one peer: JSON over kept-alive connections, with the service credential, the request id and the trace of
/// the scope, bounded in time, number and size, behind a circuit breaker for each of her replicas. They are called in
/// turns; where one can't be reached the next one is asked. Never throws. Safe for all threads; calls block.
public final class PeerClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerClient.class);

    private static final String GET = "GET";
    private static final String POST = "POST";
    private static final String LIVENESS = "/health/live";

    /// Of one answer: four times the largest that a peer has, a page of messages. Answers to many events at once stay
    /// below it too, each of which is a ticket's state with its notes.
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private record Replica(String base, Circuit circuit, Lookout lookout) {}

    /// How a call came back.
    ///
    /// @param harmless whether it may be tried elsewhere: she was not reached, or may do it twice
    private record Attempt(PeerAnswer answer, boolean harmless) {}

    private final Peer peer;
    private final List<Replica> replicas;
    private final AtomicInteger turn = new AtomicInteger();
    private final String credential;
    private final CallSettings settings;
    private final Semaphore places;
    private final HttpClient client;

    /// @param credential the whole value of the `Authorization` header
    public PeerClient(Peer peer, String credential, CallSettings settings) {
        this.peer = peer;
        this.replicas = peer.replicas().stream()
                .map(url -> replica(url.toString().replaceAll("/+$", ""), settings))
                .toList();
        this.credential = credential;
        this.settings = settings;
        this.places = new Semaphore(settings.connections());
        this.client = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .followRedirects(Redirect.NEVER)
                // Bytes are only put together there, which blocks nothing: no thread more for each of its steps.
                .executor(Runnable::run)
                .build();
    }

    private Replica replica(String base, CallSettings settings) {
        Circuit circuit = new Circuit(settings);
        return new Replica(base, circuit, new Lookout(circuit, settings.openFor(), () -> isThere(base)));
    }

    public Peer peer() {
        return peer;
    }

    /// Whether every replica is being left alone because it failed several times in a row.
    public boolean isLeftAlone() {
        return replicas.stream().allMatch(replica -> replica.circuit().isOpen());
    }

    /// @param path beginning with `/`, encoded, with its query where it has one
    public PeerAnswer get(String path) {
        return call(GET, path, null, Map.of());
    }

    /// @param headers beside the credential, the request id and the trace, which they may replace
    public PeerAnswer get(String path, Map<String, String> headers) {
        return call(GET, path, null, headers);
    }

    /// Sent once: when its answer is lost, nobody knows whether it was done.
    public PeerAnswer post(String path, byte[] json) {
        return call(POST, path, json, Map.of());
    }

    /// @param headers beside the credential, the request id, the trace and the content type, which they may replace
    public PeerAnswer post(String path, byte[] json, Map<String, String> headers) {
        return call(POST, path, json, headers);
    }

    private PeerAnswer call(String method, String path, byte @Nullable [] json, Map<String, String> headers) {
        PeerAnswer answer = new PeerAnswer.Away("left alone after failures");
        int first = turn.getAndIncrement();
        for (int i = 0; i < replicas.size(); i++) {
            Replica replica = replicas.get(Math.floorMod(first + i, replicas.size()));
            if (replica.circuit().admits()) {
                Attempt attempt = inPlace(replica, method, path, json, headers);
                answer = attempt.answer();
                if (!attempt.harmless()) {
                    break;
                }
            }
        }
        return answer;
    }

    private void note(Replica replica, PeerAnswer answer) {
        switch (answer) {
            case PeerAnswer.Answered answered -> {
                if (replica.circuit().succeeded()) {
                    LOG.info("{} is back", peer.name());
                }
            }
            case PeerAnswer.Away away -> {
                if (replica.circuit().failed()) {
                    LOG.warn("{} is left alone for a while: {}", peer.name(), away.reason());
                    Thread.ofVirtual().name("look-for-" + peer.name()).start(replica.lookout());
                } else {
                    LOG.info("{} did not answer: {}", peer.name(), away.reason());
                }
            }
        }
    }

    /// Whether a replica that is left alone lives. Not whether it is ready: one that catches up is told of events
    /// already, so that it is behind nobody when it begins to serve; and one that is ready may hang all the same,
    /// which only a call finds out.
    private boolean isThere(String base) throws InterruptedException {
        try {
            return exchange(GET, URI.create(base + LIVENESS), null, Map.of()) instanceof PeerAnswer.Answered;
        } catch (IOException e) {
            LOG.debug("{} is not back", peer.name(), e);
            return false;
        }
    }

    private Attempt inPlace(
            Replica replica, String method, String path, byte @Nullable [] json, Map<String, String> headers) {
        try {
            if (!places.tryAcquire(settings.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
                // Nobody asked the replica, so it has not failed.
                LOG.info("There are too many calls to {} at once", peer.name());
                return new Attempt(new PeerAnswer.Away("too many calls at once"), false);
            }
            try {
                Attempt attempt = attempt(method, URI.create(replica.base() + path), json, headers);
                note(replica, attempt.answer());
                return attempt;
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            // By whoever stops the service: no failure of the replica either.
            Thread.currentThread().interrupt();
            return new Attempt(new PeerAnswer.Away("interrupted"), false);
        }
    }

    private Attempt attempt(String method, URI address, byte @Nullable [] json, Map<String, String> headers)
            throws InterruptedException {
        try {
            PeerAnswer answer = exchange(method, address, json, headers);
            return new Attempt(answer, answer instanceof PeerAnswer.Away && method.equals(GET));
        } catch (IOException e) {
            LOG.debug("A call to {} failed", peer.name(), e);
            boolean isUnreached = e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
            return new Attempt(new PeerAnswer.Away(reason(e)), isUnreached || method.equals(GET));
        }
    }

    /// A plain one speaks of the answer's form, such as its size, and quotes nothing of it; another's message might.
    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName();
        return e.getClass() == IOException.class ? kind + ", " + e.getMessage() : kind;
    }

    private PeerAnswer exchange(String method, URI address, byte @Nullable [] json, Map<String, String> headers)
            throws IOException, InterruptedException {
        Correlation correlation = Correlation.current();
        // An event is told on a thread that knows nothing of the request that led to it, and brings its trace along.
        String parent = headers.getOrDefault(Headers.TRACEPARENT, correlation.traceparent());
        try (TraceSpan span = TraceSpan.start(SpanKind.CLIENT, method + " " + peer.name(), parent)) {
            // Until she has answered.
            span.fail();
            HttpRequest request =
                    request(method, address, json, headers, Correlation.within(span, correlation.requestId()));
            HttpResponse<byte[]> response = BoundedCall.send(client, request, settings.wholeCall(), MOST_BYTES);
            int status = response.statusCode();
            span.put("http.response.status_code", status);
            if (status >= 502 && status <= 504) {
                return new PeerAnswer.Away("answered " + status);
            }
            span.succeed();
            return new PeerAnswer.Answered(status, response.body());
        }
    }

    private HttpRequest request(
            String method, URI address, byte @Nullable [] json, Map<String, String> headers, Correlation correlation) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(settings.timeout())
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(json));
        allHeaders(json != null, headers, correlation).forEach(request::setHeader);
        return request.build();
    }

    private Map<String, String> allHeaders(boolean hasBody, Map<String, String> headers, Correlation correlation) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("authorization", credential);
        all.put(lower(Headers.REQUEST_ID), correlation.requestId());
        all.put(Headers.TRACEPARENT, correlation.traceparent());
        if (hasBody) {
            all.put("content-type", "application/json");
        }
        headers.forEach((name, value) -> all.put(lower(name), value));
        return all;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        replicas.forEach(replica -> replica.lookout().close());
        client.shutdownNow();
    }
}
