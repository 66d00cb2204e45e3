package com.smipay.support.kit.privacy;

import com.smipay.support.kit.http.Endpoints;
import com.smipay.support.kit.http.Fields;
import com.smipay.support.kit.http.JsonBody;
import com.smipay.support.kit.http.Responses;
import io.helidon.http.Status;
import java.util.UUID;
import java.util.function.BiFunction;

/// `POST /internal/people/export`: what is kept of a person, in pages (`after`, an id; without it the first).
///
/// @param page of what stands behind an id
public record ExportEndpoint(BiFunction<DataSubject, UUID, ExportPage> page) {
    private static final String PATH = "/internal/people/export";

    /// Before every id.
    public static final UUID BEGINNING = new UUID(0, 0);

    public void mount(Endpoints endpoints) {
        endpoints.post(PATH, (req, res) -> {
            Fields fields = new Fields(JsonBody.required(req).object());
            UUID after = fields.optionalUuid("after", "an id");
            DataSubject person = DataSubject.read(fields);
            Responses.send(res, Status.OK_200, page.apply(person, after == null ? BEGINNING : after));
        });
    }
}
