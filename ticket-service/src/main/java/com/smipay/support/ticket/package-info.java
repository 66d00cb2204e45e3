/// The ticket service. [TicketServiceMain] is the map. A request goes one way: `api` (HTTP: endpoints, bodies, answers,
/// refusals) calls a use case in `opening`, `conversation` or `admin`, which decides in `domain` (pure), writes by
/// `store` (SQL), and gives back a sealed result. What other services and systems tell comes in by `replica`. `config`
/// has this service's own settings.
@NullMarked
package com.smipay.support.ticket;

import org.jspecify.annotations.NullMarked;
