package com.smipay.support.contracts.document;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The published schemas that documents and schemas themselves must fit (`specifications/README.md`).
record Specification(Schema schema) {
    static final Specification OPENAPI = ofResource("/specifications/openapi-3.1.json", Dialects.getDraft202012());
    static final Specification ASYNCAPI = ofResource("/specifications/asyncapi-3.0.json", Dialects.getDraft7());
    static final Specification JSON_SCHEMA_2020_12 = ofDialect(Dialects.getDraft202012());
    static final Specification JSON_SCHEMA_7 = ofDialect(Dialects.getDraft7());

    private static Specification ofResource(String resource, Dialect dialect) {
        return new Specification(Document.registry(dialect).getSchema(read(resource)));
    }

    private static Specification ofDialect(Dialect dialect) {
        return new Specification(Document.registry(dialect).getSchema(SchemaLocation.of(dialect.getId())));
    }

    List<String> violations(JsonNode document) {
        return schema.validate(document).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static JsonNode read(String resource) {
        try (InputStream stream = Specification.class.getResourceAsStream(resource)) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(stream, resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
