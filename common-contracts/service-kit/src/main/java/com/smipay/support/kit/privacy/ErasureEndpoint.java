package com.smipay.support.kit.privacy;

import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import io.helidon.http.Status;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// `POST /internal/people/erasure`: forgets a person, some of it with each call, until nothing is left. Whoever is cut
/// off asks again: what is forgotten stays so, and a person of whom nothing is kept is no fault.
///
/// @param step forgets some of what is kept
public record ErasureEndpoint(Function<DataSubject, Progress> step) {
    private static final String PATH = "/internal/people/erasure";

    /// @param erased the tickets, or conversations, that this call has erased
    /// @param done whether nothing is left
    public record Progress(List<UUID> erased, boolean done) {}

    public void mount(Endpoints endpoints) {
        endpoints.post(
                PATH,
                (req, res) -> Responses.send(
                        res,
                        Status.OK_200,
                        step.apply(DataSubject.read(
                                new Fields(JsonBody.required(req).object())))));
    }
}
