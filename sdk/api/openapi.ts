/** Made by `npm run sdk:types` of the API's OpenAPI document; do not edit. */

export interface paths {
    "/in/{key}/{agent}/api/request-logs/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log as to Keywords AI or Respan
         * @description A log, or an array of at most 1,000. The same log posted twice counts once, if it has a `span_unique_id` or a `custom_identifier`. `input`, `output` and `metadata` are not kept.
         *
         *     Needs the scope `ingest`.
         */
        post: operations["postInByKeyByAgentRequestLogs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/in/{key}/{agent}/api/request-logs/create/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log as to Keywords AI or Respan
         * @description A log, or an array of at most 1,000. The same log posted twice counts once, if it has a `span_unique_id` or a `custom_identifier`. `input`, `output` and `metadata` are not kept.
         *
         *     Needs the scope `ingest`.
         */
        post: operations["postInByKeyByAgentRequestLogsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/in/{key}/{agent}/claude-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a hook of Claude Code
         * @description What an `http` hook posts becomes an event of a run or a tool call. While the agent is paused, the answer refuses its prompt and stops it before its next tool call. Prompts, arguments and results are not kept.
         *
         *     Needs the scope `ingest`.
         */
        post: operations["postInByKeyByAgentClaudeCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/in/{key}/{agent}/litellm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take logs and alerts of LiteLLM
         * @description What the callback `generic_api` posts, as an array, as a line each (`ndjson`) or one by one, and what its alerting webhook posts. At most 1,000 logs and 6 MB. A repeated log counts once. Prompts and answers are not kept.
         *
         *     Needs the scope `ingest`.
         */
        post: operations["postInByKeyByAgentLiteLlm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/in/{key}/{agent}/litellm/beta/litellm_basic_guardrail_api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer the generic guardrail of LiteLLM
         * @description Refuses the request of a paused agent. Whatever the body is, it is answered: a body that cannot be read is a request of the agent in the address.
         *
         *     Needs the scope `ingest`.
         */
        post: operations["postInByKeyByAgentLiteLlmGuardrail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/in/{key}/{agent}/v1/{signal}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report by OpenTelemetry (OTLP over HTTP)
         * @description What an exporter sends if `OTEL_EXPORTER_OTLP_ENDPOINT` is the part before `/v1/`. Spans of model requests, tool calls and agents become events, and so do log records of Claude Code and judgements; everything else is taken and passed over. Prompts, answers and arguments are not kept. Metrics repeat what spans say: they are taken and not counted. At most 32 MiB after decompression and 10,000 events. A repeat makes no new events.
         *
         *     Needs the scope `ingest`.
         */
        post: operations["postInByKeyByAgentOtlp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/in/{key}/api/request-logs/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log as to Keywords AI or Respan
         * @description A log, or an array of at most 1,000. The same log posted twice counts once, if it has a `span_unique_id` or a `custom_identifier`. `input`, `output` and `metadata` are not kept.
         *
         *     Needs the scope `ingest`.
         */
        post: operations["postInByKeyRequestLogs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/in/{key}/api/request-logs/create/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log as to Keywords AI or Respan
         * @description A log, or an array of at most 1,000. The same log posted twice counts once, if it has a `span_unique_id` or a `custom_identifier`. `input`, `output` and `metadata` are not kept.
         *
         *     Needs the scope `ingest`.
         */
        post: operations["postInByKeyRequestLogsCreate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/in/{key}/claude-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a hook of Claude Code
         * @description What an `http` hook posts becomes an event of a run or a tool call. While the agent is paused, the answer refuses its prompt and stops it before its next tool call. Prompts, arguments and results are not kept.
         *
         *     Needs the scope `ingest`.
         */
        post: operations["postInByKeyClaudeCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/in/{key}/litellm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take logs and alerts of LiteLLM
         * @description What the callback `generic_api` posts, as an array, as a line each (`ndjson`) or one by one, and what its alerting webhook posts. At most 1,000 logs and 6 MB. A repeated log counts once. Prompts and answers are not kept.
         *
         *     Needs the scope `ingest`.
         */
        post: operations["postInByKeyLiteLlm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/in/{key}/litellm/beta/litellm_basic_guardrail_api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer the generic guardrail of LiteLLM
         * @description Refuses the request of a paused agent. Whatever the body is, it is answered: a body that cannot be read is a request of the agent in the address.
         *
         *     Needs the scope `ingest`.
         */
        post: operations["postInByKeyLiteLlmGuardrail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/in/{key}/v1/{signal}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report by OpenTelemetry (OTLP over HTTP)
         * @description What an exporter sends if `OTEL_EXPORTER_OTLP_ENDPOINT` is the part before `/v1/`. Spans of model requests, tool calls and agents become events, and so do log records of Claude Code and judgements; everything else is taken and passed over. Prompts, answers and arguments are not kept. Metrics repeat what spans say: they are taken and not counted. At most 32 MiB after decompression and 10,000 events. A repeat makes no new events.
         *
         *     Needs the scope `ingest`.
         */
        post: operations["postInByKeyOtlp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/l/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what a link in a notice does
         * @description No key needed.
         */
        get: operations["getLByToken"];
        put?: never;
        /**
         * Do what a link in a notice says, once
         * @description No key needed.
         */
        post: operations["postLByToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/otlp/v1/{signal}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report by OpenTelemetry (OTLP over HTTP)
         * @description What an exporter sends if `OTEL_EXPORTER_OTLP_ENDPOINT` is the part before `/v1/`. Spans of model requests, tool calls and agents become events, and so do log records of Claude Code and judgements; everything else is taken and passed over. Prompts, answers and arguments are not kept. Metrics repeat what spans say: they are taken and not counted. At most 32 MiB after decompression and 10,000 events. A repeat makes no new events.
         *
         *     Needs the scope `ingest`.
         */
        post: operations["postOtlp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List agents of which something was asked
         * @description Agents that have only ever been running are not listed: they need no row.
         *
         *     Needs the scope `read`.
         */
        get: operations["getAgents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an agent: whether it is paused, by whom, why, and what went wrong
         * @description Each hold with who asked for it and why; each alert that did, with its newest events. By a name that is no path: `GET /v1/agents?agent=...`.
         *
         *     Needs the scope `read`.
         */
        get: operations["getAgentsByAgent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/directive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask what an agent is asked to be
         * @description For an agent that posts nothing at the moment; cheap with `If-None-Match`.
         *
         *     Needs the scope `ingest`.
         */
        get: operations["getAgentsByAgentDirective"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause an agent
         * @description It reads so in the answer to its next events, or by its directive. An agent that has posted nothing yet may be paused beforehand: the answer says `"seen": false`, in case its name is misspelt.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postAgentsByAgentPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume an agent
         * @description Lifts everything that pauses it, resolves the alerts that had paused it, and what came before does not count any more. Of `count`, `sum` and `forecast` in a calendar window the account stays: they fire again when as much as the threshold has come on top of it. What is asked of all agents (`*`) is lifted there only, and goes on pausing it. An agent that nothing pauses is left as it is (`"changed": false`); one that nobody has seen is answered 404.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postAgentsByAgentResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a review of an agent
         * @description It is paused until somebody decides; without an answer by `until` it stays paused.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postAgentsByAgentReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/reviews/{review}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide a review
         * @description Approving lifts it; denying keeps the agent paused until somebody resumes it.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postAgentsByAgentReviewsByReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/{agent}/switch-model": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask an agent to use another model
         * @description Needs the scope `admin`.
         */
        post: operations["postAgentsByAgentSwitchModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/directive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask what an agent is asked to be
         * @description The same for any name, e.g. one with a "/" or a "%"; cheap with `If-None-Match`.
         *
         *     Needs the scope `ingest`.
         */
        get: operations["getAgentsDirective"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause an agent, named in the query
         * @description For every name, whatever characters it has: a path reaches this API decoded.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postAgentsPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume an agent, named in the query
         * @description For every name, whatever characters it has: a path reaches this API decoded.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postAgentsResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a review of an agent, named in the query
         * @description For every name, whatever characters it has: a path reaches this API decoded.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postAgentsReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/reviews/{review}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide a review, named in the query
         * @description For every name, whatever characters it has: a path reaches this API decoded.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postAgentsReviewsByReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/agents/switch-model": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask an agent to use another model, named in the query
         * @description For every name, whatever characters it has: a path reaches this API decoded.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postAgentsSwitchModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List alerts, newest first
         * @description Needs the scope `read`.
         */
        get: operations["getAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an alert
         * @description Needs the scope `read`.
         */
        get: operations["getAlertsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge an alert
         * @description Somebody knows. What becomes graver has to be acknowledged again.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postAlertsByIdAcknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{id}/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who was told of an alert, who was not, and why
         * @description Needs the scope `read`.
         */
        get: operations["getAlertsByIdNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resolve an alert
         * @description It fires again with the next event if the value is still over the threshold. `count`, `sum` and `forecast` of a calendar window keep their account, and fire again when as much as the threshold has come on top of it. `held` names the agents that it has paused and that stay so; `release=true` lifts that.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postAlertsByIdResolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed what and why, newest first
         * @description Needs the scope `read`.
         */
        get: operations["getChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the set-up as one document
         * @description Credentials are masked; put back, `***` keeps what is there.
         *
         *     Needs the scope `read`.
         */
        get: operations["getConfiguration"];
        /**
         * Plan a set-up, or make it
         * @description Answers what would change; `apply=true` makes it so, item by item. JSON, or YAML as `application/yaml`. What a section does not name stays, unless `prune=true`; sections that are missing are left alone. What was made is found again by its name, so that the same document twice changes nothing.
         *
         *     Needs the scope `admin`.
         */
        put: operations["putConfiguration"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conservation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Account for every event accepted in a window
         * @description Counts events and deliveries by the state of their rows, and names every one that is stranded or lost. Events that are still on their way to being routed have no row yet and are not counted. The later pages look for deliveries and dead letters that no event leads to, and count nothing.
         *
         *     Needs the scope `read`.
         */
        get: operations["getConservation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what could not be finished, newest first
         * @description Needs the scope `read`.
         */
        get: operations["getDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Discard one
         * @description Needs the scope `admin`.
         */
        delete: operations["deleteDeadLettersById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay one
         * @description A delivery begins a new chain of attempts; an event is routed again, or counted by monitors that have not had it.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postDeadLettersByIdReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/dead-letters/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay all of a time
         * @description Needs the scope `admin`.
         */
        post: operations["postDeadLettersReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a delivery with its attempts
         * @description Needs the scope `read`.
         */
        get: operations["getDeliveriesById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a delivery now
         * @description One that waits is tried at once, and its schedule goes on. One that is parked is tried although its endpoint is failing. A delivered one is sent once more and stays delivered. One that is dead or held begins a new chain of attempts.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postDeliveriesByIdRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List described event types, by name
         * @description Needs the scope `read`.
         */
        get: operations["getEventTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/event-types/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an event type
         * @description Needs the scope `read`.
         */
        get: operations["getEventTypesByType"];
        /**
         * Describe an event type
         * @description Types need no description to be posted. An enforced schema takes effect within 30 seconds. Checking the events of one request may take a second; those beyond it are refused.
         *
         *     Needs the scope `admin`.
         */
        put: operations["putEventTypesByType"];
        post?: never;
        /**
         * Forget the description of an event type
         * @description Needs the scope `admin`.
         */
        delete: operations["deleteEventTypesByType"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List events, newest first, without their data
         * @description Needs the scope `read`.
         */
        get: operations["getEvents"];
        put?: never;
        /**
         * Post events
         * @description One event or several. 202 means that every event is stored safely; it says as well what the agents are asked to be. The content type tells the forms apart; whatever it is, the body may have at most 2097152 bytes (2 MiB), 1000 events of 262144 bytes (256 KiB) and 100 sources.
         *
         *     Needs the scope `ingest`.
         */
        post: operations["postEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show an event with its data
         * @description Needs the scope `read`.
         */
        get: operations["getEventsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the deliveries of an event
         * @description Needs the scope `read`.
         */
        get: operations["getEventsByIdDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event to the subscriptions that it has not reached
         * @description Deliveries of which there is no trace are queued; those that were made are left alone: retry them one by one. An event that died before it was routed is routed again.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postEventsByIdReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether this deployment answers
         * @description No key needed.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs, newest first
         * @description Needs the scope `read`.
         */
        get: operations["getJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a job
         * @description Needs the scope `read`.
         */
        get: operations["getJobsById"];
        put?: never;
        post?: never;
        /**
         * Cancel a job
         * @description It finishes the page in work, at most 100 things. What it has done stays done.
         *
         *     Needs the scope `admin`.
         */
        delete: operations["deleteJobsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List keys, newest first, without their texts
         * @description Needs the scope `read`.
         */
        get: operations["getKeys"];
        put?: never;
        /**
         * Make a key
         * @description Needs the scope `admin`.
         */
        post: operations["postKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description It stops working within the 30 seconds that authorizations are cached, and stays in the list.
         *
         *     Needs the scope `admin`.
         */
        delete: operations["deleteKeysById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/monitors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List monitors, newest first
         * @description Needs the scope `read`.
         */
        get: operations["getMonitors"];
        put?: never;
        /**
         * Make a monitor
         * @description It counts events accepted from now on. Try it on stored events first: `POST /v1/monitors/preview`.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postMonitors"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/monitors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a monitor
         * @description Needs the scope `read`.
         */
        get: operations["getMonitorsById"];
        put?: never;
        post?: never;
        /**
         * Delete a monitor
         * @description Nothing is counted any more; its open alerts are resolved (`monitorDeleted`). What it has asked of agents until a person ends it, or until a time, stays unless `release=true` lifts it.
         *
         *     Needs the scope `admin`.
         */
        delete: operations["deleteMonitorsById"];
        options?: never;
        head?: never;
        /**
         * Change a monitor
         * @description What is given replaces what is there; null takes an option away, or back to its default. Another window, grouping, filter, kind or value, or other event types, make it count from zero and resolve its alerts (`monitorChanged`); `enabled: false` resolves them too (`monitorDisabled`). Other thresholds keep the counts. `held` names the agents that stay paused nonetheless, or on another model; `release=true` lifts it, and resolves the alerts that had asked for it. `If-Match` guards against lost updates.
         *
         *     Needs the scope `admin`.
         */
        patch: operations["patchMonitorsById"];
        trace?: never;
    };
    "/v1/monitors/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test alert of a monitor, by the way that its alerts go
         * @description Everybody who would be notified of such an alert is notified, that it fires and that it is resolved; it says that it is a test. Agents are asked nothing, and the monitor does not count it. It is one of the 60 tests that a project may send in an hour.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postMonitorsByIdTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/monitors/{id}/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what it counts at present
         * @description Group by group, with what was not counted and why. Groups of which only events of unknown cost came follow on the last page, without a value.
         *
         *     Needs the scope `read`.
         */
        get: operations["getMonitorsByIdValues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/monitors/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a monitor on stored events
         * @description Counts the events accepted from `since` to `until` as the monitor would have, and answers when it would have fired. Nothing is stored, nobody is notified and no agent is paused.
         *
         *     Needs the scope `read`.
         */
        post: operations["postMonitorsPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description No key needed.
         */
        get: operations["getOpenapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what this project pays for models
         * @description Only its own prices: all others are those of the public price list.
         *
         *     Needs the scope `read`.
         */
        get: operations["getPrices"];
        /**
         * Say what this project pays for models
         * @description Replaces all of its own prices, at most 200. They come before the public price list, for events that are counted from now on. `If-Match` guards against lost updates.
         *
         *     Needs the scope `admin`.
         */
        put: operations["putPrices"];
        post?: never;
        /**
         * Forget one of its own prices
         * @description Needs the scope `admin`.
         */
        delete: operations["deletePrices"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List projects, newest first
         * @description Needs the scope `root`.
         */
        get: operations["getProjects"];
        put?: never;
        /**
         * Make a project
         * @description A project is a tenant: its keys, configuration and data are invisible to every other project.
         *
         *     Needs the scope `root`.
         */
        post: operations["postProjects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a project
         * @description Needs the scope `root`.
         */
        get: operations["getProjectsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/routing/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Who would be told of an event or an alert, and why
         * @description Nothing is sent and nothing is stored.
         *
         *     Needs the scope `read`.
         */
        post: operations["postRoutingExplain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/silences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List silences, newest first; those that have ended, for 30 days
         * @description Needs the scope `read`.
         */
        get: operations["getSilences"];
        put?: never;
        /**
         * Tell people nothing about some alerts until then
         * @description Alerts that all matchers match, or `alert` and those of its monitor and group that follow. People (slack, email, pagerduty) are notified of those that still fire at its end; webhooks, logs and what monitors do to agents go on. `matches` shows which open alerts it is about, and `warnings` what in it names nothing that there is.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postSilences"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/silences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a silence, and what it matches now
         * @description Needs the scope `read`.
         */
        get: operations["getSilencesById"];
        put?: never;
        post?: never;
        /**
         * End a silence
         * @description Within five minutes people are notified of what still fires.
         *
         *     Needs the scope `admin`.
         */
        delete: operations["deleteSilencesById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/spend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what was spent, by agent, model or day
         * @description In dollars, from the stored `llm.request.*` events, by the prices that monitors count with: the project’s own as they are now, else the price list at the time of the event. An event counts at its `time`. With `Accept: text/csv` the rows come as CSV; its column `complete` is false if rows or events are missing.
         *
         *     Needs the scope `read`.
         */
        get: operations["getSpend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List subscriptions, newest first
         * @description Needs the scope `read`.
         */
        get: operations["getSubscriptions"];
        put?: never;
        /**
         * Make a subscription
         * @description Events accepted from now on that match are sent to the destination, signed.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postSubscriptions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a subscription
         * @description Needs the scope `read`.
         */
        get: operations["getSubscriptionsById"];
        put?: never;
        post?: never;
        /**
         * Delete a subscription
         * @description Nothing is sent any more; its open deliveries are discarded and counted as such.
         *
         *     Needs the scope `admin`.
         */
        delete: operations["deleteSubscriptionsById"];
        options?: never;
        head?: never;
        /**
         * Change a subscription
         * @description What is given replaces what is there; null takes an option away. `If-Match` guards against lost updates.
         *
         *     Needs the scope `admin`.
         */
        patch: operations["patchSubscriptionsById"];
        trace?: never;
    };
    "/v1/subscriptions/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List its deliveries, newest events first
         * @description Needs the scope `read`.
         */
        get: operations["getSubscriptionsByIdDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disable a subscription
         * @description Nothing is sent any more; deliveries are held until they are recovered.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postSubscriptionsByIdDisable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enable a subscription
         * @description Deliveries that were held meanwhile stay held until `recover` queues them. An endpoint whose deliveries are parked is probed within a minute.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postSubscriptionsByIdEnable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/endpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How its endpoint has been doing
         * @description Needs the scope `read`.
         */
        get: operations["getSubscriptionsByIdEndpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same keys as a JSON Web Key Set, for receivers
         * @description Everybody who knows the address may read it, and finds public keys only. A subscription without any looks like one that does not exist.
         *
         *     No key needed.
         */
        get: operations["getSubscriptionsByIdJwksJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/public-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the public keys that `v1a` signatures are verified with
         * @description Needs the scope `read`.
         */
        get: operations["getSubscriptionsByIdPublicKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send what was missed
         * @description Dead, held and parked deliveries of events accepted in the window are queued again, under the same ids.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postSubscriptionsByIdRecover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send stored events
         * @description Events accepted in the window that match the subscription as it is now, and that it was never sent: for one that was made after them. With `includeDelivered` also those that it has had, under the same ids; for these a failure schedules no retries.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postSubscriptionsByIdReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a new signing secret
         * @description Until the overlap ends, every request is signed with the new secret and with the old ones, the new one first; a key pair (`v1a`) is renewed with it. Schemes with room for one signature (`keywordsai`, `github`, `custom`) go on with the old secret until it ends, so that the receiver can be told of the new one before. Without an overlap only the new one is used, everywhere within 60 seconds.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postSubscriptionsByIdRotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description To this subscription only, in its form, marked as a test, tried once; also while it is disabled. Types of alerts bring the data of one. The delivery then shows what was sent and what came back. At most 10 an hour for a subscription, and 60 for a project.
         *
         *     Needs the scope `admin`.
         */
        post: operations["postSubscriptionsByIdTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "agent.model.switched": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An agent is asked to use another model, or the usual one again
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:agent.model.switched"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "agent.paused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An agent is asked to pause
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:agent.paused"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "agent.resumed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Nothing pauses the agent any more
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:agent.resumed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "agent.review.decided": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * It is decided, or nobody has answered in time
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:agent.review.decided"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "agent.review.requested": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A person is asked to decide about an agent
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:agent.review.requested"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "agent.run.stalled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A run has neither completed nor failed in its time
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:agent.run.stalled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "alert.acknowledged": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody has acknowledged it
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:alert.acknowledged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "alert.firing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An alert fires, or its severity rises
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:alert.firing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "alert.resolved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An alert is over
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:alert.resolved"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "cost.unknown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a model costs is not known: told once a day
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:cost.unknown"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "delivery.dead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A delivery was given up
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:delivery.dead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "endpoint.disabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Nothing is sent to it until somebody enables the subscription
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:endpoint.disabled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "endpoint.failing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An endpoint fails: its deliveries are parked
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:endpoint.failing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "endpoint.recovered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * It answers again: what was parked follows
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:endpoint.recovered"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    event: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An event that was posted
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "tocsin.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A test event, which somebody asked for
         * @description Posted to the `url` of a destination of kind `webhook`, signed by the subscription’s scheme. Delivery is at least once, and in no order. In the format `cloudevents-binary` the body is the data alone. A test has the header `webhook-test: true`, the source `tocsin` whatever its type, and `"test": true` in its data.
         */
        post: operations["receive:tocsin.test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        Agent: {
            /** @description The `source` of its events, percent-encoded; `*` stands for all agents of the project */
            agent: string;
            holds: {
                /** @description A key, or `monitor` and its id */
                actor: string;
                /** @description Which alert has caused it */
                alert?: string;
                /**
                 * @description It is on all agents, under the name `*`
                 * @constant
                 */
                all?: true;
                id: string;
                /** @enum {string} */
                kind: "pause" | "switchModel" | "review";
                reason: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                since: string;
                until: string | null;
            }[];
            modelSwitches: {
                from: string;
                to: string;
            }[];
            /**
             * Format: date-time
             * @description When a person last resumed it
             */
            resumedAt?: string;
            /** @enum {string} */
            state: "running" | "paused";
            /** @description Grows with every change; 0 if nothing was ever asked of it */
            version: number;
        };
        AgentDetail: {
            /** @description The `source` of its events, percent-encoded; `*` stands for all agents of the project */
            agent: string;
            /** @description Those that the holds name, at most 10 */
            alerts: components["schemas"]["Alert"][];
            holds: {
                /** @description A key, or `monitor` and its id */
                actor: string;
                /** @description The name of that key or monitor */
                actorName: string;
                /** @description Which alert has caused it */
                alert?: string;
                /**
                 * @description It is on all agents, under the name `*`
                 * @constant
                 */
                all?: true;
                id: string;
                /** @enum {string} */
                kind: "pause" | "switchModel" | "review";
                reason: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                since: string;
                until: string | null;
            }[];
            modelSwitches: {
                from: string;
                to: string;
            }[];
            /**
             * Format: date-time
             * @description When a person last resumed it
             */
            resumedAt?: string;
            /** @enum {string} */
            state: "running" | "paused";
            /** @description Grows with every change; 0 if nothing was ever asked of it */
            version: number;
        };
        AgentModelSwitchedData: {
            /** @description A key, a monitor, a link, or `tocsin` */
            actor: string;
            /** @description `*` stands for all agents of the project */
            agent: string;
            /** @description True: a switch is over, and this is the way back */
            ended: boolean;
            from: string;
            reason: string;
            to: string;
        } & {
            [key: string]: unknown;
        };
        AgentReviewDecidedData: {
            /** @description A key, a monitor, a link, or `tocsin` */
            actor: string;
            /** @description `*` stands for all agents of the project */
            agent: string;
            /** @enum {string} */
            decision: "approved" | "denied";
            reason: string;
            review: string;
        } & {
            [key: string]: unknown;
        };
        AgentReviewRequestedData: {
            /** @description A key, a monitor, a link, or `tocsin` */
            actor: string;
            /** @description `*` stands for all agents of the project */
            agent: string;
            alert?: string;
            pauses: boolean;
            reason: string;
            review: string;
            until: string | null;
        } & {
            [key: string]: unknown;
        };
        AgentRunStalledData: {
            agent: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            deadlineAt: string;
            monitor: {
                id: string;
                name: string;
            } & {
                [key: string]: unknown;
            };
            run: string;
            startedAt: string | null;
        } & {
            [key: string]: unknown;
        };
        AgentStateData: {
            /** @description A key, a monitor, a link, or `tocsin` */
            actor: string;
            /** @description `*` stands for all agents of the project */
            agent: string;
            reason: string;
        } & {
            [key: string]: unknown;
        };
        Alert: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            acknowledgedAt?: string;
            acknowledgedBy?: string;
            /** @description What has been asked of agents, at most 20 of them */
            actions: ({
                /** @description `*` stands for all agents of the project */
                agent: string;
                from?: string;
                /** @enum {string} */
                kind: "pauseAgent" | "switchModel" | "requestReview";
                /** @description Of a review: whether the agent waits for it */
                pauses?: boolean;
                to?: string;
                /** @description `human`: until somebody lifts it; `resolved`: as long as the alert; else a time */
                until: string;
            } & {
                [key: string]: unknown;
            })[];
            /** @description The newest events that it is about, newest first, at most three */
            events: ({
                /** @description The kind of its error, one word */
                error?: string;
                id: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                receivedAt: string;
                /** @description Its `subject`, at most 64 characters */
                run?: string;
            } & {
                [key: string]: unknown;
            })[];
            /** @description The values of the monitor’s `groupBy` */
            group: {
                [key: string]: string | number | boolean;
            };
            /** @description `alt_` and a ULID */
            id: string;
            labels: {
                [key: string]: string;
            };
            /** @description Of a monitor with one, in the value’s unit */
            limit: number | null;
            monitor: {
                id: string;
                name: string;
            };
            /** @description `value` of `limit`, rounded down to a tenth */
            percent: number | null;
            /** @description Why it was resolved */
            reason?: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            resolvedAt?: string;
            /** @enum {string} */
            severity: "critical" | "error" | "warning" | "info";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            startedAt: string;
            /**
             * @description `recovering`: its value is back, and it resolves unless that changes
             * @enum {string}
             */
            status: "firing" | "acknowledged" | "recovering" | "resolved";
            /** @description What was seen when it fired or became worse, in words */
            summary: string;
            threshold: number;
            /** @enum {string} */
            unit: "events" | "microUsd" | "share" | "seconds" | "times" | "value";
            value: number | null;
            window: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                end: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                start: string;
            };
        };
        AlertData: {
            /** @description What has been asked of agents, at most 20 of them */
            actions: ({
                /** @description `*` stands for all agents of the project */
                agent: string;
                from?: string;
                /** @enum {string} */
                kind: "pauseAgent" | "switchModel" | "requestReview";
                /** @description Of a review: whether the agent waits for it */
                pauses?: boolean;
                to?: string;
                /** @description `human`: until somebody lifts it; `resolved`: as long as the alert; else a time */
                until: string;
            } & {
                [key: string]: unknown;
            })[];
            /**
             * @description What has just happened
             * @enum {string}
             */
            edge: "fired" | "raised" | "acknowledged" | "resolved";
            /** @description The newest events that it is about, newest first, at most three */
            events: ({
                /** @description The kind of its error, one word */
                error?: string;
                id: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                receivedAt: string;
                /** @description Its `subject`, at most 64 characters */
                run?: string;
            } & {
                [key: string]: unknown;
            })[];
            /** @description What it is about, by the monitor’s `groupBy` */
            group: {
                [key: string]: string | number | boolean;
            };
            id: string;
            labels: {
                [key: string]: string;
            };
            /** @description Of a monitor with one, in the value’s unit */
            limit: number | null;
            links: {
                [key: string]: string;
            };
            monitor: {
                id: string;
                name: string;
            } & {
                [key: string]: unknown;
            };
            /** @description `value` of `limit`, rounded down to a tenth */
            percent: number | null;
            previousSeverity: ("critical" | "error" | "warning" | "info") | null;
            /** @description Why it was resolved */
            reason: string | null;
            /** @enum {string} */
            severity: "critical" | "error" | "warning" | "info";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            startedAt: string;
            /** @enum {string} */
            status: "firing" | "acknowledged" | "resolved";
            /** @description What was seen when it fired or became worse, in words */
            summary: string;
            /**
             * @description A test of who is notified: nothing fires
             * @constant
             */
            test?: true;
            threshold: number;
            /** @enum {string} */
            unit: "events" | "microUsd" | "share" | "seconds" | "times" | "value";
            value: number | null;
            window: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                end: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                start: string;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        Attempt: {
            /** @description Which address was connected to */
            address: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            at: string;
            durationMs: number;
            /** @description A stable name: `timeout`, `dns_error`, `http_5xx`... */
            error: string | null;
            manual: boolean;
            number: number;
            /** @description Of a test: what was sent, with `***` instead of credentials */
            request?: {
                body: string;
                headers: {
                    [key: string]: string;
                };
                url: string;
            };
            /** @description The beginning of the answer */
            response: string | null;
            /** @description Whether some of what was kept was left out later: older answers are, and all that a row has no room for */
            shortened: boolean;
            /** @description HTTP status */
            status: number | null;
        };
        Change: {
            action: string;
            /** @description The id of the key that was used; `monitor mon_...`, `link sub_...`, `root`, or `tocsin` itself */
            actor: string;
            /** @description The name of that key, monitor or subscription */
            actorName: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            at: string;
            id: string;
            /** @description What was given as the reason */
            reason?: string;
            /** @description The id or name of what was changed */
            target: string;
        };
        ChangedAgent: {
            /** @description The `source` of its events, percent-encoded; `*` stands for all agents of the project */
            agent: string;
            /** @description False: it was so already, and nothing was done */
            changed: boolean;
            holds: {
                /** @description A key, or `monitor` and its id */
                actor: string;
                /** @description Which alert has caused it */
                alert?: string;
                /**
                 * @description It is on all agents, under the name `*`
                 * @constant
                 */
                all?: true;
                id: string;
                /** @enum {string} */
                kind: "pause" | "switchModel" | "review";
                reason: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                since: string;
                until: string | null;
            }[];
            modelSwitches: {
                from: string;
                to: string;
            }[];
            /**
             * Format: date-time
             * @description When a person last resumed it
             */
            resumedAt?: string;
            /** @description Whether an event of it is stored, or something was asked of it before; null if none is among the newest 1,000 events of the project and there are older ones */
            seen: boolean | null;
            /** @enum {string} */
            state: "running" | "paused";
            /** @description Grows with every change; 0 if nothing was ever asked of it */
            version: number;
            /** @description What was accepted and may not be what you meant, each with its place; empty if nothing */
            warnings: {
                detail: string;
                pointer: string;
            }[];
        };
        ChangedMonitor: {
            /**
             * @description What is done with agents; at most 5
             * @default []
             */
            actions: ({
                /** @description Whom it is about, if `groupBy` has no `source`: names, or `all` */
                agents?: "all" | string[];
                /**
                 * @description Done from this severity on; from the least of the thresholds if not given
                 * @enum {string}
                 */
                atSeverity?: "critical" | "error" | "warning" | "info";
                /** @constant */
                kind: "pauseAgent";
                /** @description Until a person lifts it, the alert is resolved, the calendar window ends, or so many seconds */
                until?: ("human" | "resolved" | "windowEnd") | number;
            } | {
                /** @description Whom it is about, if `groupBy` has no `source`: names, or `all` */
                agents?: "all" | string[];
                /**
                 * @description Done from this severity on; from the least of the thresholds if not given
                 * @enum {string}
                 */
                atSeverity?: "critical" | "error" | "warning" | "info";
                from: string;
                /** @constant */
                kind: "switchModel";
                to: string;
                /** @description Until a person lifts it, the alert is resolved, the calendar window ends, or so many seconds */
                until?: ("human" | "resolved" | "windowEnd") | number;
            } | {
                /** @description Whom it is about, if `groupBy` has no `source`: names, or `all` */
                agents?: "all" | string[];
                /**
                 * @description Done from this severity on; from the least of the thresholds if not given
                 * @enum {string}
                 */
                atSeverity?: "critical" | "error" | "warning" | "info";
                /** @description False asks without pausing */
                hold?: boolean;
                /** @constant */
                kind: "requestReview";
                /** @description Until a person lifts it, the alert is resolved, the calendar window ends, or so many seconds */
                until?: ("human" | "resolved" | "windowEnd") | number;
            })[];
            /** @description Of `rate` and `streak`: an EventBridge pattern of what is bad */
            badFilter?: {
                [key: string]: unknown;
            };
            /**
             * @description After an action of a machine, the opposite one is withheld for so long; 900 if not given; at most 30 days
             * @default 900
             */
            cooldownSeconds: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description Of `absence`: how long a run may take, or a heart be still. `data.deadlineMs` of an event comes first; at most 30 days */
            deadlineSeconds?: number;
            /**
             * @description False makes it count nothing, and resolves its alerts
             * @default true
             */
            enabled: boolean;
            /** @description Of `absence`: what ends it */
            endTypes?: string[];
            /**
             * @description Exact types or prefixes (`agent.run.*`); 1 to 40, none of alerts or of what Tocsin itself says of agents. Of `absence` with `startTypes`: none
             * @default []
             */
            eventTypes: string[];
            /** @description Of `absence` with `eventTypes`: groups that are missed although no event of theirs ever came, each by the value of the one path of `groupBy`, or as an object of all of them (`{}` without `groupBy`); at most 100 */
            expected?: (string | {
                [key: string]: string | boolean | number;
            })[];
            /** @description An EventBridge event pattern over `id`, `type`, `source`, `subject`, `time` and `data` */
            filter?: {
                [key: string]: unknown;
            };
            /** @description Grows when something else is counted: window, grouping, filter, kind or value. Counts then begin at zero */
            generation: number;
            /**
             * @description `source`, `subject`, `type` or paths into the data: each combination of their values is counted apart, up to 1000 of them at a time. At most 5
             * @default []
             */
            groupBy: string[];
            held?: components["schemas"]["HeldAgents"];
            /**
             * @description How long a threshold has to be crossed before it fires; 0 if not given; at most 30 days
             * @default 0
             */
            holdSeconds: number;
            /** @description `mon_` and a ULID */
            id: string;
            /** @description Of `repetition`: the paths whose values make two events the same */
            key?: string[];
            /**
             * @description What is compared with the thresholds
             * @enum {string}
             */
            kind: "count" | "sum" | "average" | "rate" | "streak" | "repetition" | "absence" | "forecast" | "change";
            /**
             * @description Passed on with every alert, for filters and silences
             * @default {}
             */
            labels: {
                [key: string]: string;
            };
            /**
             * @description Events that come later than this after their time are not counted; 3600 if not given; at most 30 days
             * @default 3600
             */
            latenessSeconds: number;
            /** @description Money in micro-dollars */
            limit?: number;
            /** @description Of money: `limit` in dollars */
            limitUsd?: number;
            /** @description Of `average` and `rate`: with fewer events in the window there is no value; 1 if not given */
            minSamples?: number;
            /** @description Money in micro-dollars */
            minValue?: number;
            /** @description Of money: `minValue` in dollars */
            minValueUsd?: number;
            /** @description For people, and in every alert; 1 to 128 characters */
            name: string;
            /**
             * @description What becomes of an alert when there is no value to compare; `keep` if not given
             * @default keep
             * @enum {string}
             */
            onNoData: "keep" | "resolve" | "fire";
            /**
             * @description How long all has to be well before it resolves; 300 if not given; at most 30 days
             * @default 300
             */
            resolveAfterSeconds: number;
            /** @description Grows with every change; the ETag */
            revision: number;
            /** @description Of `absence`: what begins a run, which `subject` names */
            startTypes?: string[];
            /** @description Gravest first. Money in micro-dollars */
            thresholds: {
                /** @description Crossed by this value and more */
                atLeast?: number;
                /** @description Crossed by this percentage of `limit` and more */
                atPercent?: number;
                /** @description Crossed by less than this value */
                below?: number;
                /** @description Recovery begins on the good side of this; the threshold itself if not given. In percent with `atPercent` */
                recoverAt?: number;
                /** @enum {string} */
                severity: "critical" | "error" | "warning" | "info";
            }[];
            /** @description Of money: each of `thresholds` in dollars */
            thresholdsUsd?: {
                /** @description What is compared; of `atPercent`, this share of the limit */
                at: number;
                recoverAt?: number;
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
            /** @description Arithmetic (`+ - * /` and parentheses) over numbers, paths into the data and `cost`, which is in micro-dollars */
            value?: string;
            /** @description `slidingSeconds`: the last so many seconds. `calendar` and `timeZone`: hours, days, weeks (from Monday) or months of that zone */
            window?: {
                /** @enum {string} */
                calendar?: "hour" | "day" | "week" | "month";
                slidingSeconds?: number;
                /** @description Of the IANA database */
                timeZone?: string;
            };
        };
        ChangedSubscription: {
            /** @description When deliveries to a failing endpoint are parked and it is only probed: after 10 failures in a row over at least 60 seconds if not given */
            breaker?: {
                /**
                 * @description Failures in a row, 1 to 1000
                 * @default 10
                 */
                failures: number;
                /**
                 * @description Over at least this time, 0 to 86400
                 * @default 60
                 */
                seconds: number;
            };
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description Of people: told only if it still fires after so long; an escalation, with `unless` */
            delaySeconds?: number;
            /** @description As it was given, with `***` instead of credentials and values of headers */
            destination: {
                /** @enum {string} */
                kind: "webhook" | "slack" | "email" | "pagerduty" | "datadog" | "alertmanager" | "log";
            } & {
                [key: string]: unknown;
            };
            /**
             * @description `gone`: the endpoint answered 410; `failing`: nothing but failures for days
             * @enum {string}
             */
            disabledReason?: "manual" | "gone" | "failing";
            /**
             * Format: date-time
             * @description When somebody last enabled it
             */
            enabledAt?: string;
            eventTypes: string[];
            filter?: {
                [key: string]: unknown;
            };
            /**
             * @description What the body is: `tocsin` (if not given) our own JSON; `cloudevents-structured` an `application/cloudevents+json` document; `cloudevents-binary` the data alone, with the attributes as `ce-` headers
             * @enum {string}
             */
            format?: "tocsin" | "cloudevents-structured" | "cloudevents-binary";
            /** @description Of slack and email: which alerts are told in one message; of one monitor within 30 seconds if not given */
            grouping?: {
                /**
                 * @description Members of the alert that agree within one message; none puts all together
                 * @default [
                 *       "monitor.id"
                 *     ]
                 */
                by: string[];
                /**
                 * @description From the first of a message until it is sent; 0 tells each alone
                 * @default 30
                 */
                waitSeconds: number;
            };
            /** @description `sub_` and a ULID */
            id: string;
            /** @description Of people: hours in which they are not notified; what fires at their end is sent then */
            muteWindows?: {
                /** @description On which days it begins; every day if not given */
                days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                from: string;
                /** @description Of the IANA database */
                timeZone: string;
                /** @description Not later than `from`: on the next day. `24:00` is the end of the day */
                to: string;
            }[];
            name: string;
            /** @description Of slack and email: what comes beyond it is put together in one message every five minutes; 60 if not given */
            rateCap?: {
                /** @description Messages, 1 to 1000 */
                perHour: number;
            };
            /** @description No more requests than this; what comes faster waits its turn */
            rateLimit?: {
                /** @description Requests a second, 0.01 to 1000 */
                perSecond: number;
            };
            /** @description Of people: what still fires, and nobody has acknowledged, is sent again after so long; 0: never. If not given, 14400 for slack and email, and 0 for pagerduty, which repeats by its own rules */
            repeatSeconds?: number;
            retry?: {
                scheduleSeconds: number[];
            };
            /** @description Grows with every change; the ETag */
            revision: number;
            /** @description How requests are signed; every scheme also sends `webhook-id` and `webhook-timestamp` */
            signature?: {
                /** @constant */
                scheme: "standard";
                /** @description `v1` (if not given) HMAC-SHA256 with the secret; `v1a` ed25519, verified with a public key */
                versions?: ("v1" | "v1a")[];
            } | {
                /** @constant */
                scheme: "keywordsai";
            } | {
                /** @constant */
                scheme: "github";
            } | {
                /** @description `Stripe-Signature` if not given */
                header?: string;
                /** @constant */
                scheme: "stripe";
            } | {
                /**
                 * @description `sha256` if not given
                 * @enum {string}
                 */
                algorithm?: "sha256" | "sha512";
                /** @enum {string} */
                encoding: "hex" | "base64";
                /** @description The header that holds the signature */
                header: string;
                /** @description What stands before the signature */
                prefix?: string;
                /** @constant */
                scheme: "custom";
                /** @description What is signed: `{body}` if not given. May name `{id}`, `{timestamp}` (seconds) and `{type}` as well */
                signed?: string;
                /** @description The header: `{signature}` behind the prefix if not given. May name the same as `signed` */
                value?: string;
            };
            /** @enum {string} */
            status: "enabled" | "disabled";
            timeoutSeconds?: number;
            /** @description Not told at all if that has come within `delaySeconds`; what is resolved never is */
            unless?: ("acknowledged" | "resolved")[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
            /** @description What was accepted and may not be what you meant, each with its place; empty if nothing */
            warnings: {
                detail: string;
                pointer: string;
            }[];
        };
        /** @description Empty: the agent goes on */
        ClaudeCodeHookAnswer: {
            continue?: boolean;
            /** @constant */
            decision?: "block";
            reason?: string;
            stopReason?: string;
        } & {
            [key: string]: unknown;
        };
        Configuration: {
            /** @description Each as `PUT /v1/event-types/{type}`, with its `type` */
            eventTypes?: {
                [key: string]: unknown;
            }[];
            /** @description Each as `POST /v1/monitors`; known by `name` */
            monitors?: {
                [key: string]: unknown;
            }[];
            /** @description Each as in `PUT /v1/prices`; known by model, provider and tier */
            prices?: {
                [key: string]: unknown;
            }[];
            /** @description Each as `POST /v1/subscriptions`; known by `name` */
            subscriptions?: {
                [key: string]: unknown;
            }[];
        };
        ConfigurationChange: {
            /**
             * @description `keep`: it is so already; `leave`: the document does not name it, and it stays
             * @enum {string}
             */
            action: "create" | "change" | "delete" | "keep" | "leave";
            /** @description Of a change: what differs */
            fields?: string[];
            held?: components["schemas"]["HeldAgents"];
            name: string;
            /** @description Of a new webhook: shown this once */
            secret?: string;
            /** @enum {string} */
            section: "eventTypes" | "monitors" | "subscriptions" | "prices";
            /** @description What was accepted and may not be what you meant, each with its place; empty if nothing */
            warnings?: {
                detail: string;
                pointer: string;
            }[];
        };
        ConfigurationPlan: {
            applied: boolean;
            changes: components["schemas"]["ConfigurationChange"][];
        };
        /** @description Counts of one page; add up the pages */
        Conservation: {
            deliveries: {
                dead: number;
                delivered: number;
                discarded: number;
                grouped: number;
                held: number;
                leased: number;
                /** @description Every subscription that every event is for */
                matched: number;
                /** @description Have no row, and had the time to get one */
                missing: number;
                parked: number;
                /** @description Have no row yet, or wait for their message */
                queued: number;
                waiting: number;
                withheld: number;
            };
            events: {
                accepted: number;
                dead: number;
                fannedOut: number;
                filtered: number;
                /** @description Died before routing and on the bus once more */
                replayed: number;
            };
            /** @description Nothing of this page is lost or there twice */
            holds: boolean;
            nextCursor: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            since: string;
            stranded: components["schemas"]["Stranded"][];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            until: string;
        };
        CostUnknownData: {
            /** @description What can be done */
            advice: string;
            agent?: string;
            /** @description Of UTC, `2026-01-31` */
            day: string;
            model: string;
            monitor: {
                id: string;
                name: string;
            };
            provider: string | null;
            /** @enum {string} */
            reason: "model" | "price" | "usage" | "serviceTier";
        } & {
            [key: string]: unknown;
        };
        DeadLetter: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            at: string;
            event: string;
            /** @description `dlv_` and a ULID */
            id: string;
            /**
             * @description `event`: it died before it was routed; `monitor`: before monitors had counted it
             * @enum {string}
             */
            kind: "delivery" | "event" | "monitor";
            reason: string;
            subscription: string | null;
            type: string;
        };
        Delivery: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            acceptedAt: string;
            attemptsMade: number;
            deliveredAt: string | null;
            event: string;
            /** @description `dlv_` and a ULID */
            id: string;
            nextAttemptAt: string | null;
            /** @description Why it is dead, withheld or discarded */
            reason: string | null;
            /** @enum {string} */
            status: "queued" | "leased" | "waiting" | "parked" | "held" | "grouped" | "delivered" | "dead" | "withheld" | "discarded";
            subscription: string;
            test: boolean;
            type: string;
        };
        DeliveryDeadData: {
            attempts: number;
            delivery: string;
            event: string;
            reason: string;
            subscription: string;
            /** @description Of the event */
            type: string;
        } & {
            [key: string]: unknown;
        };
        DeliveryWithAttempts: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            acceptedAt: string;
            attempts: components["schemas"]["Attempt"][];
            attemptsMade: number;
            deliveredAt: string | null;
            event: string;
            /** @description `dlv_` and a ULID */
            id: string;
            nextAttemptAt: string | null;
            /** @description Why it is dead, withheld or discarded */
            reason: string | null;
            /** @enum {string} */
            status: "queued" | "leased" | "waiting" | "parked" | "held" | "grouped" | "delivered" | "dead" | "withheld" | "discarded";
            subscription: string;
            test: boolean;
            type: string;
        };
        /** @description What an agent is asked to be */
        Directive: {
            agent: string;
            holds: {
                actor: string;
                id: string;
                /** @enum {string} */
                kind: "pause" | "switchModel" | "review";
                reason: string;
                until: string | null;
            }[];
            modelSwitches: {
                from: string;
                to: string;
            }[];
            /** @enum {string} */
            state: "running" | "paused";
            /** @description Grows with every change; 0 if nothing was ever asked of it */
            version: number;
        };
        Dollars: {
            /** @description At most 6 decimals, at most 1,000,000,000 */
            usd: number;
        };
        EndpointDisabledData: {
            /**
             * @description It has answered 410, or failed for five days
             * @enum {string}
             */
            reason: "gone" | "failing";
            subscription: {
                eventTypes: string[];
                id: string;
                name: string;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        EndpointFailingData: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            failingSince?: string;
            failures: number;
            subscription: {
                eventTypes: string[];
                id: string;
                name: string;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        EndpointHealth: {
            drainPerMinute?: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            failingSince?: string;
            /** @description In a row */
            failures: number;
            /** @description How the last of these attempts went wrong; forgotten with the first success */
            lastError?: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                at: string;
                delivery: string;
                /** @description A stable name: `timeout`, `http_4xx`... */
                error: string | null;
                /** @description HTTP status, if there was an answer */
                status: number | null;
            };
            /**
             * Format: date-time
             * @description When the next delivery is sent to find out whether it is back
             */
            nextProbeAt?: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            parkingSince?: string;
            /**
             * Format: date-time
             * @description It takes seconds, and is served by a queue of its own until then
             */
            slowUntil?: string;
            /**
             * @description `failing`: some failures in a row; `parking`: its breaker is open, deliveries are kept and a probe is sent now and then; `draining`: it is back, and what was parked follows
             * @enum {string}
             */
            state: "well" | "failing" | "parking" | "draining" | "disabled";
        };
        EndpointRecoveredData: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            failingSince?: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            openedAt?: string;
            subscription: {
                eventTypes: string[];
                id: string;
                name: string;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        Event: {
            /** @description `evt_` and a ULID */
            id: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            receivedAt: string;
            source: string;
            /**
             * @description `filtered`: no subscription matched. `dead`: it could not be routed. `replayed`: it is under way again
             * @enum {string}
             */
            status: "routed" | "filtered" | "dead" | "replayed";
            subject: string | null;
            /** @description Those that matched when it was routed */
            subscriptions: string[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            time: string;
            /** @description Whether `time` was given more than 5 minutes ahead, so that `receivedAt` took its place */
            timeAdjusted: boolean;
            type: string;
        };
        EventResult: {
            /** @description Of the event */
            id: string;
            /** @constant */
            status: "accepted";
        } | {
            error: components["schemas"]["Problem"];
            /** @constant */
            status: "refused";
        };
        EventResults: {
            /** @description One for each distinct `source` of the accepted events; null if they could not be read just now */
            directives: components["schemas"]["Directive"][] | null;
            /** @description One for each event, in the order of the request */
            results: components["schemas"]["EventResult"][];
        };
        /** @description RFC 9457 */
        EventsProblem: {
            detail: string;
            errors?: {
                /** @description The rule that it breaks */
                detail: string;
                /** @description RFC 6901; empty for the request as a whole */
                pointer: string;
            }[];
            requestId?: string;
            /** @description Where several events were posted: the fault of each, in their order */
            results?: components["schemas"]["EventResult"][];
            status: number;
            title: string;
            /** @description `about:blank`: the status says it all */
            type: string;
        };
        EventType: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            description?: string;
            /** @description Whether events that break the schema are refused */
            enforce: boolean;
            schema?: {
                [key: string]: unknown;
            };
            /** @description Names joined by dots */
            type: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
        };
        EventTypeInput: {
            description?: string;
            /**
             * @description Whether events that break the schema are refused
             * @default false
             */
            enforce: boolean;
            /**
             * @description JSON Schema 2020-12 of `data`; references only within it
             * @example {
             *       "type": "object"
             *     }
             */
            schema?: {
                [key: string]: unknown;
            };
        };
        EventWithData: {
            /** @description Repeats of its identity with another body; they were not delivered */
            conflicts: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                receivedAt: string;
            }[];
            /** @description Exactly as it was posted */
            data: unknown;
            /** @description `evt_` and a ULID */
            id: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            receivedAt: string;
            source: string;
            /**
             * @description `filtered`: no subscription matched. `dead`: it could not be routed. `replayed`: it is under way again
             * @enum {string}
             */
            status: "routed" | "filtered" | "dead" | "replayed";
            subject: string | null;
            /** @description Those that matched when it was routed */
            subscriptions: string[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            time: string;
            /** @description Whether `time` was given more than 5 minutes ahead, so that `receivedAt` took its place */
            timeAdjusted: boolean;
            type: string;
        };
        Explained: {
            /** @description When, if nothing is changed; null if it is not told, or nobody can know */
            at: string | null;
            kind: string;
            name: string;
            reason: string;
            subscription: string;
            /** @enum {string} */
            told: "yes" | "later" | "held" | "no";
        };
        /** @description What API Gateway answers before a function is asked */
        GatewayMessage: {
            message: string | null;
        };
        /** @description What was asked of agents and outlasts the alert; missing if nothing was */
        HeldAgents: {
            /** @description Of at most 100 agents */
            agents: {
                /** @description `*` stands for all agents of the project */
                agent: string;
                /** @enum {string} */
                kind: "pause" | "switchModel" | "review";
                /** @description When it ends by itself; null: when a person ends it */
                until: string | null;
            }[];
            /** @description How many agents there are besides */
            more: number;
            /** @description Whether it is lifted, as `release=true` asks */
            released: boolean;
        };
        Job: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description How many things it has worked on so far */
            done: number;
            error: string | null;
            finishedAt: string | null;
            /** @description `job_` and a ULID */
            id: string;
            /** @enum {string} */
            kind: "replayDeadLetters" | "recover" | "replay" | "discardSubscription" | "settleMonitor" | "awaitExpected";
            /** @enum {string} */
            status: "queued" | "running" | "cancelling" | "done" | "failed" | "cancelled";
            /** @description How many there were when it began; null until they are counted, which comes first */
            total: number | null;
        };
        Key: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description `key_` and a ULID */
            id: string;
            /**
             * @description `header`: goes into the header `Authorization`. `path`: may also stand in the path of an address, `/in/{key}/...`, for programs that take nothing else; it can only post events
             * @enum {string}
             */
            kind: "header" | "path";
            /** @description For people; 1 to 128 characters */
            name: string;
            revokedAt: string | null;
            /** @description `ingest` posts events, `read` reads, `admin` reads and changes */
            scopes: ("ingest" | "read" | "admin")[];
        };
        KeyWithText: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description `key_` and a ULID */
            id: string;
            /** @description The key itself, shown this once */
            key: string;
            /**
             * @description `header`: goes into the header `Authorization`. `path`: may also stand in the path of an address, `/in/{key}/...`, for programs that take nothing else; it can only post events
             * @enum {string}
             */
            kind: "header" | "path";
            /** @description For people; 1 to 128 characters */
            name: string;
            revokedAt: string | null;
            /** @description `ingest` posts events, `read` reads, `admin` reads and changes */
            scopes: ("ingest" | "read" | "admin")[];
        };
        KeywordsAiAnswer: {
            message: string;
        };
        /** @description How many events were made */
        LiteLlmAnswer: {
            accepted: number;
            refused: number;
        };
        LiteLlmGuardrailAnswer: {
            /** @enum {string} */
            action: "NONE" | "BLOCKED";
            blocked_reason?: string;
        };
        MissingField: {
            /** @description What to do about it */
            advice: string | null;
            events: number;
            /** @description Of `groupBy`, `key` or `value`: it is not there, or not what is needed. `value`: its result is no number up to 10^15. `type`, `data.cost`, `data.usage`: why there is no `cost`. `others`: all beyond the first 20 */
            field: string;
        };
        ModelPrice: {
            /** @description As events name it */
            model: string;
            /** @description Only there; else wherever the model runs */
            provider?: string;
            /** @description Only for requests of this tier, e.g. `priority` or `batch` */
            serviceTier?: string;
            /** @description US dollars for a million tokens */
            usdPerMillion: {
                /** @description Input that was read from a cache; else as `input` */
                cachedInput?: number;
                /** @description Input that was written to it; else as `input` */
                cacheWrite?: number;
                /** @description Input tokens. 0 says that they are free */
                input?: number;
                /** @description Sound in the input; else as `input` */
                inputAudio?: number;
                /** @description Output tokens */
                output?: number;
                /** @description Sound in the output; else as `output` */
                outputAudio?: number;
                /** @description Reasoning in the output; else as `output` */
                reasoning?: number;
            };
        };
        ModelPrices: {
            prices: components["schemas"]["ModelPrice"][];
        };
        Monitor: {
            /**
             * @description What is done with agents; at most 5
             * @default []
             */
            actions: ({
                /** @description Whom it is about, if `groupBy` has no `source`: names, or `all` */
                agents?: "all" | string[];
                /**
                 * @description Done from this severity on; from the least of the thresholds if not given
                 * @enum {string}
                 */
                atSeverity?: "critical" | "error" | "warning" | "info";
                /** @constant */
                kind: "pauseAgent";
                /** @description Until a person lifts it, the alert is resolved, the calendar window ends, or so many seconds */
                until?: ("human" | "resolved" | "windowEnd") | number;
            } | {
                /** @description Whom it is about, if `groupBy` has no `source`: names, or `all` */
                agents?: "all" | string[];
                /**
                 * @description Done from this severity on; from the least of the thresholds if not given
                 * @enum {string}
                 */
                atSeverity?: "critical" | "error" | "warning" | "info";
                from: string;
                /** @constant */
                kind: "switchModel";
                to: string;
                /** @description Until a person lifts it, the alert is resolved, the calendar window ends, or so many seconds */
                until?: ("human" | "resolved" | "windowEnd") | number;
            } | {
                /** @description Whom it is about, if `groupBy` has no `source`: names, or `all` */
                agents?: "all" | string[];
                /**
                 * @description Done from this severity on; from the least of the thresholds if not given
                 * @enum {string}
                 */
                atSeverity?: "critical" | "error" | "warning" | "info";
                /** @description False asks without pausing */
                hold?: boolean;
                /** @constant */
                kind: "requestReview";
                /** @description Until a person lifts it, the alert is resolved, the calendar window ends, or so many seconds */
                until?: ("human" | "resolved" | "windowEnd") | number;
            })[];
            /** @description Of `rate` and `streak`: an EventBridge pattern of what is bad */
            badFilter?: {
                [key: string]: unknown;
            };
            /**
             * @description After an action of a machine, the opposite one is withheld for so long; 900 if not given; at most 30 days
             * @default 900
             */
            cooldownSeconds: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description Of `absence`: how long a run may take, or a heart be still. `data.deadlineMs` of an event comes first; at most 30 days */
            deadlineSeconds?: number;
            /**
             * @description False makes it count nothing, and resolves its alerts
             * @default true
             */
            enabled: boolean;
            /** @description Of `absence`: what ends it */
            endTypes?: string[];
            /**
             * @description Exact types or prefixes (`agent.run.*`); 1 to 40, none of alerts or of what Tocsin itself says of agents. Of `absence` with `startTypes`: none
             * @default []
             */
            eventTypes: string[];
            /** @description Of `absence` with `eventTypes`: groups that are missed although no event of theirs ever came, each by the value of the one path of `groupBy`, or as an object of all of them (`{}` without `groupBy`); at most 100 */
            expected?: (string | {
                [key: string]: string | boolean | number;
            })[];
            /** @description An EventBridge event pattern over `id`, `type`, `source`, `subject`, `time` and `data` */
            filter?: {
                [key: string]: unknown;
            };
            /** @description Grows when something else is counted: window, grouping, filter, kind or value. Counts then begin at zero */
            generation: number;
            /**
             * @description `source`, `subject`, `type` or paths into the data: each combination of their values is counted apart, up to 1000 of them at a time. At most 5
             * @default []
             */
            groupBy: string[];
            /**
             * @description How long a threshold has to be crossed before it fires; 0 if not given; at most 30 days
             * @default 0
             */
            holdSeconds: number;
            /** @description `mon_` and a ULID */
            id: string;
            /** @description Of `repetition`: the paths whose values make two events the same */
            key?: string[];
            /**
             * @description What is compared with the thresholds
             * @enum {string}
             */
            kind: "count" | "sum" | "average" | "rate" | "streak" | "repetition" | "absence" | "forecast" | "change";
            /**
             * @description Passed on with every alert, for filters and silences
             * @default {}
             */
            labels: {
                [key: string]: string;
            };
            /**
             * @description Events that come later than this after their time are not counted; 3600 if not given; at most 30 days
             * @default 3600
             */
            latenessSeconds: number;
            /** @description Money in micro-dollars */
            limit?: number;
            /** @description Of money: `limit` in dollars */
            limitUsd?: number;
            /** @description Of `average` and `rate`: with fewer events in the window there is no value; 1 if not given */
            minSamples?: number;
            /** @description Money in micro-dollars */
            minValue?: number;
            /** @description Of money: `minValue` in dollars */
            minValueUsd?: number;
            /** @description For people, and in every alert; 1 to 128 characters */
            name: string;
            /**
             * @description What becomes of an alert when there is no value to compare; `keep` if not given
             * @default keep
             * @enum {string}
             */
            onNoData: "keep" | "resolve" | "fire";
            /**
             * @description How long all has to be well before it resolves; 300 if not given; at most 30 days
             * @default 300
             */
            resolveAfterSeconds: number;
            /** @description Grows with every change; the ETag */
            revision: number;
            /** @description Of `absence`: what begins a run, which `subject` names */
            startTypes?: string[];
            /** @description Gravest first. Money in micro-dollars */
            thresholds: {
                /** @description Crossed by this value and more */
                atLeast?: number;
                /** @description Crossed by this percentage of `limit` and more */
                atPercent?: number;
                /** @description Crossed by less than this value */
                below?: number;
                /** @description Recovery begins on the good side of this; the threshold itself if not given. In percent with `atPercent` */
                recoverAt?: number;
                /** @enum {string} */
                severity: "critical" | "error" | "warning" | "info";
            }[];
            /** @description Of money: each of `thresholds` in dollars */
            thresholdsUsd?: {
                /** @description What is compared; of `atPercent`, this share of the limit */
                at: number;
                recoverAt?: number;
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
            /** @description Arithmetic (`+ - * /` and parentheses) over numbers, paths into the data and `cost`, which is in micro-dollars */
            value?: string;
            /** @description `slidingSeconds`: the last so many seconds. `calendar` and `timeZone`: hours, days, weeks (from Monday) or months of that zone */
            window?: {
                /** @enum {string} */
                calendar?: "hour" | "day" | "week" | "month";
                slidingSeconds?: number;
                /** @description Of the IANA database */
                timeZone?: string;
            };
        };
        MonitorChange: {
            actions?: ({
                /** @description Whom it is about, if `groupBy` has no `source`: names, or `all` */
                agents?: "all" | string[];
                /**
                 * @description Done from this severity on; from the least of the thresholds if not given
                 * @enum {string}
                 */
                atSeverity?: "critical" | "error" | "warning" | "info";
                /** @constant */
                kind: "pauseAgent";
                /** @description Until a person lifts it, the alert is resolved, the calendar window ends, or so many seconds */
                until?: ("human" | "resolved" | "windowEnd") | number;
            } | {
                /** @description Whom it is about, if `groupBy` has no `source`: names, or `all` */
                agents?: "all" | string[];
                /**
                 * @description Done from this severity on; from the least of the thresholds if not given
                 * @enum {string}
                 */
                atSeverity?: "critical" | "error" | "warning" | "info";
                from: string;
                /** @constant */
                kind: "switchModel";
                to: string;
                /** @description Until a person lifts it, the alert is resolved, the calendar window ends, or so many seconds */
                until?: ("human" | "resolved" | "windowEnd") | number;
            } | {
                /** @description Whom it is about, if `groupBy` has no `source`: names, or `all` */
                agents?: "all" | string[];
                /**
                 * @description Done from this severity on; from the least of the thresholds if not given
                 * @enum {string}
                 */
                atSeverity?: "critical" | "error" | "warning" | "info";
                /** @description False asks without pausing */
                hold?: boolean;
                /** @constant */
                kind: "requestReview";
                /** @description Until a person lifts it, the alert is resolved, the calendar window ends, or so many seconds */
                until?: ("human" | "resolved" | "windowEnd") | number;
            })[] | null;
            badFilter?: {
                [key: string]: unknown;
            } | null;
            cooldownSeconds?: number | null;
            deadlineSeconds?: number | null;
            /** @description False makes it count nothing, and resolves its alerts */
            enabled?: boolean;
            endTypes?: string[] | null;
            eventTypes?: string[] | null;
            expected?: (string | {
                [key: string]: string | boolean | number;
            })[] | null;
            filter?: {
                [key: string]: unknown;
            } | null;
            groupBy?: string[] | null;
            holdSeconds?: number | null;
            key?: string[] | null;
            /**
             * @description What is compared with the thresholds
             * @enum {string}
             */
            kind?: "count" | "sum" | "average" | "rate" | "streak" | "repetition" | "absence" | "forecast" | "change";
            labels?: {
                [key: string]: string;
            } | null;
            latenessSeconds?: number | null;
            limit?: (number | components["schemas"]["Dollars"] | string) | null;
            minSamples?: number | null;
            minValue?: (number | components["schemas"]["Dollars"] | string) | null;
            /** @description For people, and in every alert; 1 to 128 characters */
            name?: string;
            onNoData?: ("keep" | "resolve" | "fire") | null;
            resolveAfterSeconds?: number | null;
            startTypes?: string[] | null;
            /** @description All of one direction, what is graver further out; 1 to 10. Shown gravest first. Of a value made of `cost`: dollars, as `{"usd": 5}` or `"$5"`, or a number of micro-dollars; below 10,000 (a cent) the number is refused where costs are added up */
            thresholds?: {
                /** @description Crossed by this value and more */
                atLeast?: number | components["schemas"]["Dollars"] | string;
                /** @description Crossed by this percentage of `limit` and more */
                atPercent?: number;
                /** @description Crossed by less than this value */
                below?: number | components["schemas"]["Dollars"] | string;
                /** @description Recovery begins on the good side of this; the threshold itself if not given. In percent with `atPercent` */
                recoverAt?: number | components["schemas"]["Dollars"] | string;
                /** @enum {string} */
                severity: "critical" | "error" | "warning" | "info";
            }[];
            value?: string | null;
            window?: {
                /** @enum {string} */
                calendar?: "hour" | "day" | "week" | "month";
                slidingSeconds?: number;
                /** @description Of the IANA database */
                timeZone?: string;
            } | null;
        };
        MonitorGroup: {
            /** @description The alert that is open */
            alert: string | null;
            /** @description The values of `groupBy`; empty without it */
            group: {
                [key: string]: string | number | boolean;
            };
            /** @description All groups beyond 1000 in one, which may alert and never acts */
            overflow: boolean;
            /** @description The monitor was made in the midst of this calendar period */
            partial: boolean;
            /** @description How many events it is made of */
            samples: number;
            /** @description Over the last window, oldest first; the last is now */
            series: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                at: string;
                /** @description In `unit`. Null: no data, or too little of it */
                value: number | null;
                /** @description Of `microUsd`: `value` in dollars */
                valueUsd?: number | null;
            }[];
            /** @enum {string} */
            state: "ok" | "pending" | "firing" | "recovering";
            /** @description Events of the group that its value lacks, as nobody knows what they cost */
            unknownCost: {
                events: number;
                models: string[];
            };
            /** @description In `unit`. Null: no data, or too little of it */
            value: number | null;
            /** @description Of `microUsd`: `value` in dollars */
            valueUsd?: number | null;
            window: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                end: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                start: string;
            };
        };
        MonitorPreview: {
            /** @description What to do about unknown costs; null if there are none */
            advice: string | null;
            /** @description False: there were too many events for one request, and those accepted after `through` were not looked at */
            complete: boolean;
            /** @description When it would have fired, become worse and resolved; the first 500 */
            edges: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                at: string;
                /** @enum {string} */
                edge: "fired" | "raised" | "acknowledged" | "resolved";
                /** @description The values of `groupBy` */
                group: {
                    [key: string]: string | number | boolean;
                };
                /** @enum {string} */
                severity: "critical" | "error" | "warning" | "info";
                /** @description In `unit`. Null: no data, or too little of it */
                value: number | null;
                /** @description Of `microUsd`: `value` in dollars */
                valueUsd?: number | null;
            }[];
            /** @description Looked at: of its types, and from as long before `since` as its window */
            events: number;
            /** @description How many there were */
            groups: number;
            /** @description Of the monitor, in `unit` */
            limit: number | null;
            /** @description Of `microUsd`: `limit` in dollars */
            limitUsd?: number | null;
            /** @description Why events were skipped, most events first; an event may lack several */
            missingFields: components["schemas"]["MissingField"][];
            /** @description How many more there were */
            moreEdges: number;
            /** @description The values over time of 25 groups: first of those that fired */
            series: {
                /** @description The values of `groupBy` */
                group: {
                    [key: string]: string | number | boolean;
                };
                values: {
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    at: string;
                    /** @description In `unit`. Null: no data, or too little of it */
                    value: number | null;
                    /** @description Of `microUsd`: `value` in dollars */
                    valueUsd?: number | null;
                }[];
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            since: string;
            /**
             * Format: date-time
             * @description Events accepted before this are in the answer
             */
            through: string;
            /** @description Events of its types that were not counted */
            uncounted: {
                /** @description Came later than `latenessSeconds` after their time */
                late: number;
                /** @description Lack a field that `value`, `groupBy` or `key` needs */
                skipped: number;
                /** @description Cost money, but nobody knows how much */
                unknownCost: number;
            };
            /**
             * @description Of the values. `share`: 0 to 1; `value`: what the event says
             * @enum {string}
             */
            unit: "microUsd" | "events" | "share" | "seconds" | "times" | "value";
            /** @description Of which nobody knows the cost, most events first */
            unknownModels: components["schemas"]["UnknownModel"][];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            until: string;
        };
        /** @description CloudEvents 1.0, JSON format */
        NewCloudEvent: {
            /** @description Any JSON, at most 100 levels deep; it arrives byte for byte */
            data?: unknown;
            /** @description Refused: data must be JSON */
            data_base64?: unknown;
            /** @description A JSON media type */
            datacontenttype?: string;
            /** @description Handed on */
            dataschema?: string;
            /** @description Identifies the event within its source; made here if not given */
            id: string;
            /** @description The agent; no control characters */
            source: string;
            /** @constant */
            specversion: "1.0";
            /** @description The run; no control characters */
            subject?: string;
            /**
             * Format: date-time
             * @description RFC 3339, any offset; the time of acceptance if not given, or if more than 5 minutes ahead
             */
            time?: string;
            /** @description Names joined by dots. Types that only Tocsin makes (`alert.*`, `endpoint.*`, `delivery.*`, `tocsin.*` and those of agents that this document shows as webhooks) are refused */
            type: string;
        } & {
            [key: string]: unknown;
        };
        NewEvent: {
            /** @description Any JSON, at most 100 levels deep; it arrives byte for byte */
            data?: unknown;
            /** @description Identifies the event within its source; made here if not given */
            id?: string;
            /** @description The agent; no control characters */
            source: string;
            /** @description The run; no control characters */
            subject?: string;
            /**
             * Format: date-time
             * @description RFC 3339, any offset; the time of acceptance if not given, or if more than 5 minutes ahead
             */
            time?: string;
            /** @description Names joined by dots. Types that only Tocsin makes (`alert.*`, `endpoint.*`, `delivery.*`, `tocsin.*` and those of agents that this document shows as webhooks) are refused */
            type: string;
        };
        NewKey: {
            /**
             * @description `header`: goes into the header `Authorization`. `path`: may also stand in the path of an address, `/in/{key}/...`, for programs that take nothing else; it can only post events
             * @default header
             * @enum {string}
             */
            kind: "header" | "path";
            /** @description For people; 1 to 128 characters */
            name: string;
            /** @description `ingest` posts events, `read` reads, `admin` reads and changes */
            scopes?: ("ingest" | "read" | "admin")[];
        };
        NewMonitor: {
            /**
             * @description What is done with agents; at most 5
             * @default []
             */
            actions: ({
                /** @description Whom it is about, if `groupBy` has no `source`: names, or `all` */
                agents?: "all" | string[];
                /**
                 * @description Done from this severity on; from the least of the thresholds if not given
                 * @enum {string}
                 */
                atSeverity?: "critical" | "error" | "warning" | "info";
                /** @constant */
                kind: "pauseAgent";
                /** @description Until a person lifts it, the alert is resolved, the calendar window ends, or so many seconds */
                until?: ("human" | "resolved" | "windowEnd") | number;
            } | {
                /** @description Whom it is about, if `groupBy` has no `source`: names, or `all` */
                agents?: "all" | string[];
                /**
                 * @description Done from this severity on; from the least of the thresholds if not given
                 * @enum {string}
                 */
                atSeverity?: "critical" | "error" | "warning" | "info";
                from: string;
                /** @constant */
                kind: "switchModel";
                to: string;
                /** @description Until a person lifts it, the alert is resolved, the calendar window ends, or so many seconds */
                until?: ("human" | "resolved" | "windowEnd") | number;
            } | {
                /** @description Whom it is about, if `groupBy` has no `source`: names, or `all` */
                agents?: "all" | string[];
                /**
                 * @description Done from this severity on; from the least of the thresholds if not given
                 * @enum {string}
                 */
                atSeverity?: "critical" | "error" | "warning" | "info";
                /** @description False asks without pausing */
                hold?: boolean;
                /** @constant */
                kind: "requestReview";
                /** @description Until a person lifts it, the alert is resolved, the calendar window ends, or so many seconds */
                until?: ("human" | "resolved" | "windowEnd") | number;
            })[];
            /** @description Of `rate` and `streak`: an EventBridge pattern of what is bad */
            badFilter?: {
                [key: string]: unknown;
            };
            /**
             * @description After an action of a machine, the opposite one is withheld for so long; 900 if not given; at most 30 days
             * @default 900
             */
            cooldownSeconds: number;
            /** @description Of `absence`: how long a run may take, or a heart be still. `data.deadlineMs` of an event comes first; at most 30 days */
            deadlineSeconds?: number;
            /**
             * @description False makes it count nothing, and resolves its alerts
             * @default true
             */
            enabled: boolean;
            /** @description Of `absence`: what ends it */
            endTypes?: string[];
            /**
             * @description Exact types or prefixes (`agent.run.*`); 1 to 40, none of alerts or of what Tocsin itself says of agents. Of `absence` with `startTypes`: none
             * @default []
             */
            eventTypes: string[];
            /** @description Of `absence` with `eventTypes`: groups that are missed although no event of theirs ever came, each by the value of the one path of `groupBy`, or as an object of all of them (`{}` without `groupBy`); at most 100 */
            expected?: (string | {
                [key: string]: string | boolean | number;
            })[];
            /** @description An EventBridge event pattern over `id`, `type`, `source`, `subject`, `time` and `data` */
            filter?: {
                [key: string]: unknown;
            };
            /**
             * @description `source`, `subject`, `type` or paths into the data: each combination of their values is counted apart, up to 1000 of them at a time. At most 5
             * @default []
             */
            groupBy: string[];
            /**
             * @description How long a threshold has to be crossed before it fires; 0 if not given; at most 30 days
             * @default 0
             */
            holdSeconds: number;
            /** @description Of `repetition`: the paths whose values make two events the same */
            key?: string[];
            /**
             * @description What is compared with the thresholds
             * @enum {string}
             */
            kind: "count" | "sum" | "average" | "rate" | "streak" | "repetition" | "absence" | "forecast" | "change";
            /**
             * @description Passed on with every alert, for filters and silences
             * @default {}
             */
            labels: {
                [key: string]: string;
            };
            /**
             * @description Events that come later than this after their time are not counted; 3600 if not given; at most 30 days
             * @default 3600
             */
            latenessSeconds: number;
            /** @description What `atPercent` is a percentage of, and what a `forecast` is about. Of a value made of `cost`: dollars, as `{"usd": 5}` or `"$5"`, or a number of micro-dollars; below 10,000 (a cent) the number is refused where costs are added up */
            limit?: number | components["schemas"]["Dollars"] | string;
            /** @description Of `average` and `rate`: with fewer events in the window there is no value; 1 if not given */
            minSamples?: number;
            /** @description Of `change`: the usual is taken for no less than this. Of a value made of `cost`: dollars, as `{"usd": 5}` or `"$5"`, or a number of micro-dollars; below 10,000 (a cent) the number is refused where costs are added up */
            minValue?: number | components["schemas"]["Dollars"] | string;
            /** @description For people, and in every alert; 1 to 128 characters */
            name: string;
            /**
             * @description What becomes of an alert when there is no value to compare; `keep` if not given
             * @default keep
             * @enum {string}
             */
            onNoData: "keep" | "resolve" | "fire";
            /**
             * @description How long all has to be well before it resolves; 300 if not given; at most 30 days
             * @default 300
             */
            resolveAfterSeconds: number;
            /** @description Of `absence`: what begins a run, which `subject` names */
            startTypes?: string[];
            /** @description All of one direction, what is graver further out; 1 to 10. Shown gravest first. Of a value made of `cost`: dollars, as `{"usd": 5}` or `"$5"`, or a number of micro-dollars; below 10,000 (a cent) the number is refused where costs are added up */
            thresholds: {
                /** @description Crossed by this value and more */
                atLeast?: number | components["schemas"]["Dollars"] | string;
                /** @description Crossed by this percentage of `limit` and more */
                atPercent?: number;
                /** @description Crossed by less than this value */
                below?: number | components["schemas"]["Dollars"] | string;
                /** @description Recovery begins on the good side of this; the threshold itself if not given. In percent with `atPercent` */
                recoverAt?: number | components["schemas"]["Dollars"] | string;
                /** @enum {string} */
                severity: "critical" | "error" | "warning" | "info";
            }[];
            /** @description Arithmetic (`+ - * /` and parentheses) over numbers, paths into the data and `cost`, which is in micro-dollars */
            value?: string;
            /** @description `slidingSeconds`: the last so many seconds. `calendar` and `timeZone`: hours, days, weeks (from Monday) or months of that zone */
            window?: {
                /** @enum {string} */
                calendar?: "hour" | "day" | "week" | "month";
                slidingSeconds?: number;
                /** @description Of the IANA database */
                timeZone?: string;
            };
        };
        NewProject: {
            /** @description For people; 1 to 128 characters */
            name: string;
        };
        NewSilence: {
            /** @description Instead of `matchers`: an alert, whose monitor and group they are made of */
            alert?: string;
            /** @description Instead of `until`: how long from now, such as `90m`, `24h` or `7d` */
            for?: string;
            matchers?: {
                /** @description A label, a member of the group, or `monitor` (its id or name), `alertname` (the name of the monitor), `severity` */
                name: string;
                /** @enum {string} */
                op: "=" | "!=" | "=~" | "!~";
                value: string;
            }[];
            /** @default Silenced by a person */
            reason: string;
            /** @description When it ends by itself: RFC 3339, or how long from now, such as `90m`, `24h` or `7d` */
            until?: string;
        };
        NewSubscription: {
            /** @description When deliveries to a failing endpoint are parked and it is only probed: after 10 failures in a row over at least 60 seconds if not given */
            breaker?: {
                /**
                 * @description Failures in a row, 1 to 1000
                 * @default 10
                 */
                failures: number;
                /**
                 * @description Over at least this time, 0 to 86400
                 * @default 60
                 */
                seconds: number;
            };
            /** @description Of people: told only if it still fires after so long; an escalation, with `unless` */
            delaySeconds?: number;
            destination: {
                /** @description Sent with every request. Their values are stored sealed, and shown as `***`. */
                headers?: {
                    [key: string]: string;
                };
                /** @constant */
                kind: "webhook";
                /** @description https, on a public host */
                url: string;
            } | {
                /** @constant */
                kind: "slack";
                /** @description The URL of an incoming webhook; shown as `***` */
                url: string;
            } | {
                /** @constant */
                kind: "email";
                /** @description 1 to 50 addresses; all see each other */
                to: string[];
            } | {
                /** @constant */
                kind: "pagerduty";
                /**
                 * @description Where the account lives; `us` if not given
                 * @enum {string}
                 */
                region?: "us" | "eu";
                /** @description The integration key; shown as `***` */
                routingKey: string;
                /** @description Instead of PagerDuty's own: a proxy, or another service that takes Events API v2 */
                url?: string;
            } | {
                /** @description The API key; shown as `***` */
                apiKey: string;
                /** @constant */
                kind: "datadog";
                /**
                 * @description Where the account lives; `datadoghq.com` if not given
                 * @enum {string}
                 */
                site?: "datadoghq.com" | "us3.datadoghq.com" | "us5.datadoghq.com" | "datadoghq.eu" | "ap1.datadoghq.com" | "ap2.datadoghq.com" | "ddog-gov.com";
                /** @description Instead of `https://api.<site>/api/v1/events` */
                url?: string;
            } | {
                /** @description Sent with every request. Their values are stored sealed, and shown as `***`. */
                headers?: {
                    [key: string]: string;
                };
                /** @constant */
                kind: "alertmanager";
                /** @description Of the Alertmanager, without `/api/v2/alerts` */
                url: string;
            } | {
                /** @constant */
                kind: "log";
            };
            /**
             * @description False makes it disabled: events are kept, not sent
             * @default true
             */
            enabled: boolean;
            /** @description Exact types, prefixes (`agent.run.*`) or `*`; 1 to 40. Of what Tocsin itself makes (`alert.`, `endpoint.`, `cost.`, `delivery.`, `tocsin.`) only what there is */
            eventTypes: string[];
            /** @description An EventBridge event pattern over `id`, `type`, `source`, `subject`, `time` and `data` */
            filter?: {
                [key: string]: unknown;
            };
            /**
             * @description What the body is: `tocsin` (if not given) our own JSON; `cloudevents-structured` an `application/cloudevents+json` document; `cloudevents-binary` the data alone, with the attributes as `ce-` headers
             * @enum {string}
             */
            format?: "tocsin" | "cloudevents-structured" | "cloudevents-binary";
            /** @description Of slack and email: which alerts are told in one message; of one monitor within 30 seconds if not given */
            grouping?: {
                /**
                 * @description Members of the alert that agree within one message; none puts all together
                 * @default [
                 *       "monitor.id"
                 *     ]
                 */
                by: string[];
                /**
                 * @description From the first of a message until it is sent; 0 tells each alone
                 * @default 30
                 */
                waitSeconds: number;
            };
            /** @description Of people: hours in which they are not notified; what fires at their end is sent then */
            muteWindows?: {
                /** @description On which days it begins; every day if not given */
                days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                from: string;
                /** @description Of the IANA database */
                timeZone: string;
                /** @description Not later than `from`: on the next day. `24:00` is the end of the day */
                to: string;
            }[];
            /** @description For people */
            name: string;
            /** @description Of slack and email: what comes beyond it is put together in one message every five minutes; 60 if not given */
            rateCap?: {
                /** @description Messages, 1 to 1000 */
                perHour: number;
            };
            /** @description No more requests than this; what comes faster waits its turn */
            rateLimit?: {
                /** @description Requests a second, 0.01 to 1000 */
                perSecond: number;
            };
            /** @description Of people: what still fires, and nobody has acknowledged, is sent again after so long; 0: never. If not given, 14400 for slack and email, and 0 for pagerduty, which repeats by its own rules */
            repeatSeconds?: number;
            retry?: {
                /** @description Seconds from each failure to the next attempt; 1 to 20 steps */
                scheduleSeconds: number[];
            };
            /** @description Your own signing secret, 16 to 256 visible characters, with spaces inside only; made for you if not given. The scheme `standard` takes `whsec_` and base64 of 24 to 64 bytes, all others use the text as it is. */
            secret?: string;
            /** @description Of a webhook; `standard` if not given */
            signature?: {
                /** @constant */
                scheme: "standard";
                /** @description `v1` (if not given) HMAC-SHA256 with the secret; `v1a` ed25519, verified with a public key */
                versions?: ("v1" | "v1a")[];
            } | {
                /** @constant */
                scheme: "keywordsai";
            } | {
                /** @constant */
                scheme: "github";
            } | {
                /** @description `Stripe-Signature` if not given */
                header?: string;
                /** @constant */
                scheme: "stripe";
            } | {
                /**
                 * @description `sha256` if not given
                 * @enum {string}
                 */
                algorithm?: "sha256" | "sha512";
                /** @enum {string} */
                encoding: "hex" | "base64";
                /** @description The header that holds the signature */
                header: string;
                /** @description What stands before the signature */
                prefix?: string;
                /** @constant */
                scheme: "custom";
                /** @description What is signed: `{body}` if not given. May name `{id}`, `{timestamp}` (seconds) and `{type}` as well */
                signed?: string;
                /** @description The header: `{signature}` behind the prefix if not given. May name the same as `signed` */
                value?: string;
            };
            /** @description Over name lookup, connection, request and answer together; 15 if not given */
            timeoutSeconds?: number;
            /** @description Not told at all if that has come within `delaySeconds`; what is resolved never is */
            unless?: ("acknowledged" | "resolved")[];
        };
        Notices: {
            /** @enum {string} */
            firing: "underWay" | "accepted" | "failed" | "withheld";
            /** @description Of the destination, as it was used */
            kind: string;
            notices: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                at: string;
                delivery: string;
                /** @description Of the message that told of it together with others, or once more */
                notice: string | null;
                /** @enum {string} */
                outcome: "sent" | "withheld" | "failed";
                reason: string | null;
                type: string;
            }[];
            subscription: string;
            /** @description Why it is not told yet (`silenced by sil_…`, `muted`, ...), and when that is looked at again */
            waiting: {
                reason: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                until: string;
            } | null;
        };
        /** @description Export...ServiceResponse: empty if everything was taken */
        OtlpResponse: {
            partialSuccess?: {
                [key: string]: unknown;
            };
        };
        /** @description google.rpc.Status: what is wrong */
        OtlpStatus: {
            message: string;
        };
        /** @description RFC 9457 */
        Problem: {
            detail: string;
            errors?: {
                /** @description The rule that it breaks */
                detail: string;
                /** @description RFC 6901; empty for the request as a whole */
                pointer: string;
            }[];
            requestId?: string;
            status: number;
            title: string;
            /** @description `about:blank`: the status says it all */
            type: string;
        };
        Project: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description `prj_` and a ULID */
            id: string;
            /** @description For people; 1 to 128 characters */
            name: string;
        };
        /** @description RFC 8037 */
        PublicJsonWebKey: {
            /** @constant */
            alg: "Ed25519";
            /** @constant */
            crv: "Ed25519";
            /** @description The thumbprint (RFC 7638) */
            kid: string;
            /** @constant */
            kty: "OKP";
            /** @constant */
            use: "sig";
            x: string;
        };
        ResolvedAlert: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            acknowledgedAt?: string;
            acknowledgedBy?: string;
            /** @description What has been asked of agents, at most 20 of them */
            actions: ({
                /** @description `*` stands for all agents of the project */
                agent: string;
                from?: string;
                /** @enum {string} */
                kind: "pauseAgent" | "switchModel" | "requestReview";
                /** @description Of a review: whether the agent waits for it */
                pauses?: boolean;
                to?: string;
                /** @description `human`: until somebody lifts it; `resolved`: as long as the alert; else a time */
                until: string;
            } & {
                [key: string]: unknown;
            })[];
            /** @description The newest events that it is about, newest first, at most three */
            events: ({
                /** @description The kind of its error, one word */
                error?: string;
                id: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                receivedAt: string;
                /** @description Its `subject`, at most 64 characters */
                run?: string;
            } & {
                [key: string]: unknown;
            })[];
            /** @description The values of the monitor’s `groupBy` */
            group: {
                [key: string]: string | number | boolean;
            };
            held?: components["schemas"]["HeldAgents"];
            /** @description `alt_` and a ULID */
            id: string;
            labels: {
                [key: string]: string;
            };
            /** @description Of a monitor with one, in the value’s unit */
            limit: number | null;
            monitor: {
                id: string;
                name: string;
            };
            /** @description `value` of `limit`, rounded down to a tenth */
            percent: number | null;
            /** @description Why it was resolved */
            reason?: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            resolvedAt?: string;
            /** @enum {string} */
            severity: "critical" | "error" | "warning" | "info";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            startedAt: string;
            /**
             * @description `recovering`: its value is back, and it resolves unless that changes
             * @enum {string}
             */
            status: "firing" | "acknowledged" | "recovering" | "resolved";
            /** @description What was seen when it fired or became worse, in words */
            summary: string;
            threshold: number;
            /** @enum {string} */
            unit: "events" | "microUsd" | "share" | "seconds" | "times" | "value";
            value: number | null;
            window: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                end: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC
                 */
                start: string;
            };
        };
        Silence: {
            actor: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description `sil_` and a ULID */
            id: string;
            matchers: {
                /** @description A label, a member of the group, or `monitor` (its id or name), `alertname` (the name of the monitor), `severity` */
                name: string;
                /** @enum {string} */
                op: "=" | "!=" | "=~" | "!~";
                value: string;
            }[];
            reason: string;
            /** @enum {string} */
            status: "active" | "ended";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            until: string;
        };
        /** @description The open alerts that all matchers match now */
        SilenceMatches: {
            /** @description The newest 10 */
            alerts: {
                group: {
                    [key: string]: string | number | boolean;
                };
                id: string;
                /** @description Its name */
                monitor: string;
            }[];
            /** @description False: there are more alerts than the newest 1000, or asking all would take too long */
            complete: boolean;
            count: number;
        };
        SilenceWithMatches: {
            actor: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description `sil_` and a ULID */
            id: string;
            matchers: {
                /** @description A label, a member of the group, or `monitor` (its id or name), `alertname` (the name of the monitor), `severity` */
                name: string;
                /** @enum {string} */
                op: "=" | "!=" | "=~" | "!~";
                value: string;
            }[];
            matches: components["schemas"]["SilenceMatches"];
            reason: string;
            /** @enum {string} */
            status: "active" | "ended";
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            until: string;
            /** @description What was accepted and may not be what you meant, each with its place; empty if nothing */
            warnings: {
                detail: string;
                pointer: string;
            }[];
        };
        Spend: {
            /** @description False: there were too many events for one request, and those accepted after `through` are missing; or a part of the period is no longer kept */
            complete: boolean;
            /** @description How many more there are; they are in `total` */
            moreRows: number;
            /** @description Highest cost first; at most 500 */
            rows: components["schemas"]["SpendRow"][];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            since: string;
            /**
             * Format: date-time
             * @description Events accepted before this were looked at: up to an hour after `until`
             */
            through: string;
            timeZone: string;
            total: {
                cachedInputTokens: number;
                /** @description The same in micro-dollars: 1,000,000 are a dollar */
                costMicroUsd: number;
                inputTokens: number;
                outputTokens: number;
                /** @description `llm.request.*` events with a cost, known or not */
                requests: number;
                /** @description Of these, events of unknown cost, which is missing here */
                unpricedRequests: number;
                /** @description Dollars */
                usd: number;
            };
            /** @description Models whose cost is not known, most events first */
            unpriced: {
                events: number;
                /** @description As its provider names it; `others`: all beyond the first 100 */
                model: string;
                provider: string | null;
                /**
                 * @description No model is named; no price is known; the usage is no number; no price of this tier of service is known
                 * @enum {string}
                 */
                reason: "model" | "price" | "usage" | "serviceTier";
                whatToDo: string;
            }[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            until: string;
            /** @description Requests to models that say neither what they cost nor what was used */
            withoutUsage: {
                /** @description Whose events they are, most first; at most 20 */
                agents: {
                    agent: string;
                    events: number;
                }[];
                events: number;
                /** @description Fields that they lack */
                missing: string[];
                whatToDo: string | null;
            };
        };
        /** @description Has the members that `by` names */
        SpendRow: {
            /** @description The `source` of the events */
            agent?: string;
            cachedInputTokens: number;
            /** @description The same in micro-dollars: 1,000,000 are a dollar */
            costMicroUsd: number;
            /**
             * Format: date
             * @description A calendar day of the time zone
             */
            day?: string;
            inputTokens: number;
            /** @description As its provider names it; null if the events name none */
            model?: string | null;
            outputTokens: number;
            /** @description With `model` */
            provider?: string | null;
            /** @description `llm.request.*` events with a cost, known or not */
            requests: number;
            /** @description Of these, events of unknown cost, which is missing here */
            unpricedRequests: number;
            /** @description Dollars */
            usd: number;
        };
        Stranded: {
            /**
             * @description `repost`: the client posts the event again, under its own id; nothing is delivered twice
             * @enum {string}
             */
            action: "retry" | "replay" | "repost" | "discard" | "none";
            event: string;
            id: string;
            /** @enum {string} */
            kind: "event" | "delivery" | "deadLetter";
            /** @description How long ago it should have been woken, or been there */
            overdueSeconds: number;
            /**
             * @description `overdue`: nothing wakes it. `missing`: it has no row. `orphan`: the row that it belongs to is missing. `unlisted`, `doubled`: its event is not for it, or for it twice. `letterMissing`: it is dead without a dead letter. `letterLeft`: it has one and is not dead.
             * @enum {string}
             */
            problem: "overdue" | "missing" | "orphan" | "unlisted" | "doubled" | "letterMissing" | "letterLeft";
            /** @description The request that does it, with the body `{}` */
            request: string | null;
            state: string;
            subscription: string | null;
        };
        Subscription: {
            /** @description When deliveries to a failing endpoint are parked and it is only probed: after 10 failures in a row over at least 60 seconds if not given */
            breaker?: {
                /**
                 * @description Failures in a row, 1 to 1000
                 * @default 10
                 */
                failures: number;
                /**
                 * @description Over at least this time, 0 to 86400
                 * @default 60
                 */
                seconds: number;
            };
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description Of people: told only if it still fires after so long; an escalation, with `unless` */
            delaySeconds?: number;
            /** @description As it was given, with `***` instead of credentials and values of headers */
            destination: {
                /** @enum {string} */
                kind: "webhook" | "slack" | "email" | "pagerduty" | "datadog" | "alertmanager" | "log";
            } & {
                [key: string]: unknown;
            };
            /**
             * @description `gone`: the endpoint answered 410; `failing`: nothing but failures for days
             * @enum {string}
             */
            disabledReason?: "manual" | "gone" | "failing";
            /**
             * Format: date-time
             * @description When somebody last enabled it
             */
            enabledAt?: string;
            eventTypes: string[];
            filter?: {
                [key: string]: unknown;
            };
            /**
             * @description What the body is: `tocsin` (if not given) our own JSON; `cloudevents-structured` an `application/cloudevents+json` document; `cloudevents-binary` the data alone, with the attributes as `ce-` headers
             * @enum {string}
             */
            format?: "tocsin" | "cloudevents-structured" | "cloudevents-binary";
            /** @description Of slack and email: which alerts are told in one message; of one monitor within 30 seconds if not given */
            grouping?: {
                /**
                 * @description Members of the alert that agree within one message; none puts all together
                 * @default [
                 *       "monitor.id"
                 *     ]
                 */
                by: string[];
                /**
                 * @description From the first of a message until it is sent; 0 tells each alone
                 * @default 30
                 */
                waitSeconds: number;
            };
            /** @description `sub_` and a ULID */
            id: string;
            /** @description Of people: hours in which they are not notified; what fires at their end is sent then */
            muteWindows?: {
                /** @description On which days it begins; every day if not given */
                days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                from: string;
                /** @description Of the IANA database */
                timeZone: string;
                /** @description Not later than `from`: on the next day. `24:00` is the end of the day */
                to: string;
            }[];
            name: string;
            /** @description Of slack and email: what comes beyond it is put together in one message every five minutes; 60 if not given */
            rateCap?: {
                /** @description Messages, 1 to 1000 */
                perHour: number;
            };
            /** @description No more requests than this; what comes faster waits its turn */
            rateLimit?: {
                /** @description Requests a second, 0.01 to 1000 */
                perSecond: number;
            };
            /** @description Of people: what still fires, and nobody has acknowledged, is sent again after so long; 0: never. If not given, 14400 for slack and email, and 0 for pagerduty, which repeats by its own rules */
            repeatSeconds?: number;
            retry?: {
                scheduleSeconds: number[];
            };
            /** @description Grows with every change; the ETag */
            revision: number;
            /** @description How requests are signed; every scheme also sends `webhook-id` and `webhook-timestamp` */
            signature?: {
                /** @constant */
                scheme: "standard";
                /** @description `v1` (if not given) HMAC-SHA256 with the secret; `v1a` ed25519, verified with a public key */
                versions?: ("v1" | "v1a")[];
            } | {
                /** @constant */
                scheme: "keywordsai";
            } | {
                /** @constant */
                scheme: "github";
            } | {
                /** @description `Stripe-Signature` if not given */
                header?: string;
                /** @constant */
                scheme: "stripe";
            } | {
                /**
                 * @description `sha256` if not given
                 * @enum {string}
                 */
                algorithm?: "sha256" | "sha512";
                /** @enum {string} */
                encoding: "hex" | "base64";
                /** @description The header that holds the signature */
                header: string;
                /** @description What stands before the signature */
                prefix?: string;
                /** @constant */
                scheme: "custom";
                /** @description What is signed: `{body}` if not given. May name `{id}`, `{timestamp}` (seconds) and `{type}` as well */
                signed?: string;
                /** @description The header: `{signature}` behind the prefix if not given. May name the same as `signed` */
                value?: string;
            };
            /** @enum {string} */
            status: "enabled" | "disabled";
            timeoutSeconds?: number;
            /** @description Not told at all if that has come within `delaySeconds`; what is resolved never is */
            unless?: ("acknowledged" | "resolved")[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
        };
        SubscriptionChange: {
            breaker?: {
                /**
                 * @description Failures in a row, 1 to 1000
                 * @default 10
                 */
                failures: number;
                /**
                 * @description Over at least this time, 0 to 86400
                 * @default 60
                 */
                seconds: number;
            } | null;
            delaySeconds?: number | null;
            destination?: {
                /** @description Sent with every request. Their values are stored sealed, and shown as `***`. */
                headers?: {
                    [key: string]: string;
                };
                /** @constant */
                kind: "webhook";
                /** @description https, on a public host */
                url: string;
            } | {
                /** @constant */
                kind: "slack";
                /** @description The URL of an incoming webhook; shown as `***` */
                url: "***" | string;
            } | {
                /** @constant */
                kind: "email";
                /** @description 1 to 50 addresses; all see each other */
                to: string[];
            } | {
                /** @constant */
                kind: "pagerduty";
                /**
                 * @description Where the account lives; `us` if not given
                 * @enum {string}
                 */
                region?: "us" | "eu";
                /** @description The integration key; shown as `***` */
                routingKey: "***" | string;
                /** @description Instead of PagerDuty's own: a proxy, or another service that takes Events API v2 */
                url?: string;
            } | {
                /** @description The API key; shown as `***` */
                apiKey: "***" | string;
                /** @constant */
                kind: "datadog";
                /**
                 * @description Where the account lives; `datadoghq.com` if not given
                 * @enum {string}
                 */
                site?: "datadoghq.com" | "us3.datadoghq.com" | "us5.datadoghq.com" | "datadoghq.eu" | "ap1.datadoghq.com" | "ap2.datadoghq.com" | "ddog-gov.com";
                /** @description Instead of `https://api.<site>/api/v1/events` */
                url?: string;
            } | {
                /** @description Sent with every request. Their values are stored sealed, and shown as `***`. */
                headers?: {
                    [key: string]: string;
                };
                /** @constant */
                kind: "alertmanager";
                /** @description Of the Alertmanager, without `/api/v2/alerts` */
                url: string;
            } | {
                /** @constant */
                kind: "log";
            };
            /** @description Exact types, prefixes (`agent.run.*`) or `*`; 1 to 40. Of what Tocsin itself makes (`alert.`, `endpoint.`, `cost.`, `delivery.`, `tocsin.`) only what there is */
            eventTypes?: string[];
            filter?: {
                [key: string]: unknown;
            } | null;
            format?: ("tocsin" | "cloudevents-structured" | "cloudevents-binary") | null;
            grouping?: {
                /**
                 * @description Members of the alert that agree within one message; none puts all together
                 * @default [
                 *       "monitor.id"
                 *     ]
                 */
                by: string[];
                /**
                 * @description From the first of a message until it is sent; 0 tells each alone
                 * @default 30
                 */
                waitSeconds: number;
            } | null;
            muteWindows?: {
                /** @description On which days it begins; every day if not given */
                days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                from: string;
                /** @description Of the IANA database */
                timeZone: string;
                /** @description Not later than `from`: on the next day. `24:00` is the end of the day */
                to: string;
            }[] | null;
            /** @description For people */
            name?: string;
            rateCap?: {
                /** @description Messages, 1 to 1000 */
                perHour: number;
            } | null;
            rateLimit?: {
                /** @description Requests a second, 0.01 to 1000 */
                perSecond: number;
            } | null;
            repeatSeconds?: number | null;
            retry?: {
                /** @description Seconds from each failure to the next attempt; 1 to 20 steps */
                scheduleSeconds: number[];
            } | null;
            /** @description How requests are signed; every scheme also sends `webhook-id` and `webhook-timestamp` */
            signature?: {
                /** @constant */
                scheme: "standard";
                /** @description `v1` (if not given) HMAC-SHA256 with the secret; `v1a` ed25519, verified with a public key */
                versions?: ("v1" | "v1a")[];
            } | {
                /** @constant */
                scheme: "keywordsai";
            } | {
                /** @constant */
                scheme: "github";
            } | {
                /** @description `Stripe-Signature` if not given */
                header?: string;
                /** @constant */
                scheme: "stripe";
            } | {
                /**
                 * @description `sha256` if not given
                 * @enum {string}
                 */
                algorithm?: "sha256" | "sha512";
                /** @enum {string} */
                encoding: "hex" | "base64";
                /** @description The header that holds the signature */
                header: string;
                /** @description What stands before the signature */
                prefix?: string;
                /** @constant */
                scheme: "custom";
                /** @description What is signed: `{body}` if not given. May name `{id}`, `{timestamp}` (seconds) and `{type}` as well */
                signed?: string;
                /** @description The header: `{signature}` behind the prefix if not given. May name the same as `signed` */
                value?: string;
            };
            timeoutSeconds?: number | null;
            unless?: ("acknowledged" | "resolved")[] | null;
        };
        SubscriptionWithSecret: {
            /** @description When deliveries to a failing endpoint are parked and it is only probed: after 10 failures in a row over at least 60 seconds if not given */
            breaker?: {
                /**
                 * @description Failures in a row, 1 to 1000
                 * @default 10
                 */
                failures: number;
                /**
                 * @description Over at least this time, 0 to 86400
                 * @default 60
                 */
                seconds: number;
            };
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            createdAt: string;
            /** @description Of people: told only if it still fires after so long; an escalation, with `unless` */
            delaySeconds?: number;
            /** @description As it was given, with `***` instead of credentials and values of headers */
            destination: {
                /** @enum {string} */
                kind: "webhook" | "slack" | "email" | "pagerduty" | "datadog" | "alertmanager" | "log";
            } & {
                [key: string]: unknown;
            };
            /**
             * @description `gone`: the endpoint answered 410; `failing`: nothing but failures for days
             * @enum {string}
             */
            disabledReason?: "manual" | "gone" | "failing";
            /**
             * Format: date-time
             * @description When somebody last enabled it
             */
            enabledAt?: string;
            eventTypes: string[];
            filter?: {
                [key: string]: unknown;
            };
            /**
             * @description What the body is: `tocsin` (if not given) our own JSON; `cloudevents-structured` an `application/cloudevents+json` document; `cloudevents-binary` the data alone, with the attributes as `ce-` headers
             * @enum {string}
             */
            format?: "tocsin" | "cloudevents-structured" | "cloudevents-binary";
            /** @description Of slack and email: which alerts are told in one message; of one monitor within 30 seconds if not given */
            grouping?: {
                /**
                 * @description Members of the alert that agree within one message; none puts all together
                 * @default [
                 *       "monitor.id"
                 *     ]
                 */
                by: string[];
                /**
                 * @description From the first of a message until it is sent; 0 tells each alone
                 * @default 30
                 */
                waitSeconds: number;
            };
            /** @description `sub_` and a ULID */
            id: string;
            /** @description Of people: hours in which they are not notified; what fires at their end is sent then */
            muteWindows?: {
                /** @description On which days it begins; every day if not given */
                days?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
                from: string;
                /** @description Of the IANA database */
                timeZone: string;
                /** @description Not later than `from`: on the next day. `24:00` is the end of the day */
                to: string;
            }[];
            name: string;
            /** @description `whpk_` and base64 of the ed25519 public key */
            publicKey?: string;
            /** @description Of slack and email: what comes beyond it is put together in one message every five minutes; 60 if not given */
            rateCap?: {
                /** @description Messages, 1 to 1000 */
                perHour: number;
            };
            /** @description No more requests than this; what comes faster waits its turn */
            rateLimit?: {
                /** @description Requests a second, 0.01 to 1000 */
                perSecond: number;
            };
            /** @description Of people: what still fires, and nobody has acknowledged, is sent again after so long; 0: never. If not given, 14400 for slack and email, and 0 for pagerduty, which repeats by its own rules */
            repeatSeconds?: number;
            retry?: {
                scheduleSeconds: number[];
            };
            /** @description Grows with every change; the ETag */
            revision: number;
            /** @description The signing secret, shown this once; none if requests are signed by `v1a` alone */
            secret?: string;
            /** @description How requests are signed; every scheme also sends `webhook-id` and `webhook-timestamp` */
            signature?: {
                /** @constant */
                scheme: "standard";
                /** @description `v1` (if not given) HMAC-SHA256 with the secret; `v1a` ed25519, verified with a public key */
                versions?: ("v1" | "v1a")[];
            } | {
                /** @constant */
                scheme: "keywordsai";
            } | {
                /** @constant */
                scheme: "github";
            } | {
                /** @description `Stripe-Signature` if not given */
                header?: string;
                /** @constant */
                scheme: "stripe";
            } | {
                /**
                 * @description `sha256` if not given
                 * @enum {string}
                 */
                algorithm?: "sha256" | "sha512";
                /** @enum {string} */
                encoding: "hex" | "base64";
                /** @description The header that holds the signature */
                header: string;
                /** @description What stands before the signature */
                prefix?: string;
                /** @constant */
                scheme: "custom";
                /** @description What is signed: `{body}` if not given. May name `{id}`, `{timestamp}` (seconds) and `{type}` as well */
                signed?: string;
                /** @description The header: `{signature}` behind the prefix if not given. May name the same as `signed` */
                value?: string;
            };
            /** @enum {string} */
            status: "enabled" | "disabled";
            timeoutSeconds?: number;
            /** @description Not told at all if that has come within `delaySeconds`; what is resolved never is */
            unless?: ("acknowledged" | "resolved")[];
            /**
             * Format: date-time
             * @description RFC 3339, UTC
             */
            updatedAt: string;
            /** @description What was accepted and may not be what you meant, each with its place; empty if nothing */
            warnings: {
                detail: string;
                pointer: string;
            }[];
        };
        TestData: {
            message: string;
            subscription: string;
            /** @constant */
            test: true;
        } & {
            [key: string]: unknown;
        };
        /** @description Of a test: beside what such an event has */
        TestMark: {
            message: string;
            /** @constant */
            test: true;
        } & {
            [key: string]: unknown;
        };
        UnknownModel: {
            events: number;
            /** @description As its provider names it; `others`: all beyond the first 100 */
            model: string;
            provider: string | null;
            /**
             * @description No model is named; no price is known; the usage is no number; no price of this tier of service is known
             * @enum {string}
             */
            reason: "model" | "price" | "usage" | "serviceTier";
        };
        /** @description Format `cloudevents-structured`, CloudEvents 1.0 */
        WebhookCloudEvent: {
            /** @description As it was posted, byte for byte; `{}` if there was none */
            data?: unknown;
            /** @constant */
            datacontenttype?: "application/json";
            id: string;
            source: string;
            /** @constant */
            specversion: "1.0";
            subject?: string;
            /**
             * Format: date-time
             * @description RFC 3339
             */
            time: string;
            type: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Format `tocsin` */
        WebhookEvent: {
            /** @description As it was posted, byte for byte; `{}` if there was none */
            data: unknown;
            /** @description Extension attributes of an event that was posted as a CloudEvent */
            extensions?: {
                [key: string]: unknown;
            };
            id: string;
            source: string;
            subject?: string;
            /**
             * Format: date-time
             * @description RFC 3339
             */
            time: string;
            type: string;
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: {
        /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
        "ce-id": string;
        /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
        "ce-source": string;
        /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
        "ce-specversion": string;
        /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
        "ce-subject": string;
        /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
        "ce-time": string;
        /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
        "ce-type": string;
        /** @description Repeats within 24 h get the first answer */
        IdempotencyKey: string;
        /** @description The project that the root key acts in */
        Project: string;
        /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
        "stripe-signature": string;
        /** @description Names the sending installation, so that it refuses what it has sent itself */
        "tocsin-installation": string;
        /** @description W3C Trace Context, if the event was posted in a trace */
        traceparent: string;
        /** @description `Tocsin/` and the version */
        "user-agent": string;
        /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
        "webhook-id": string;
        /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
        "webhook-signature": string;
        /** @description `true` for a test, which somebody has asked for */
        "webhook-test": string;
        /** @description When this attempt began, seconds since 1970 */
        "webhook-timestamp": string;
        /** @description Scheme `github`: the event’s id */
        "x-github-delivery": string;
        /** @description Scheme `github`: the event’s type */
        "x-github-event": string;
        /** @description Scheme `github`: `sha256=` and hex */
        "x-hub-signature-256": string;
        /** @description Scheme `keywordsai`: hex */
        "x-keywordsai-signature": string;
        /** @description Scheme `keywordsai`: the same */
        "x-respan-signature": string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    postInByKeyByAgentRequestLogs: {
        parameters: {
            query?: never;
            header?: {
                "Content-Encoding"?: "identity" | "gzip";
            };
            path: {
                /** @description The `source` of the events; it may have slashes of its own */
                agent: string;
                /** @description A key of the kind `path` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                }[] | {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Taken */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeywordsAiAnswer"];
                };
            };
        };
    };
    postInByKeyByAgentRequestLogsCreate: {
        parameters: {
            query?: never;
            header?: {
                "Content-Encoding"?: "identity" | "gzip";
            };
            path: {
                /** @description The `source` of the events; it may have slashes of its own */
                agent: string;
                /** @description A key of the kind `path` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                }[] | {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Taken */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeywordsAiAnswer"];
                };
            };
        };
    };
    postInByKeyByAgentClaudeCode: {
        parameters: {
            query?: {
                /** @description Reports nothing: the same is reported by OpenTelemetry */
                report?: "no";
            };
            header?: {
                "Content-Encoding"?: "identity" | "gzip";
            };
            path: {
                /** @description The `source` of the events; it may have slashes of its own */
                agent: string;
                /** @description A key of the kind `path` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    hook_event_name: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description What Claude Code reads */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaudeCodeHookAnswer"];
                };
            };
        };
    };
    postInByKeyByAgentLiteLlm: {
        parameters: {
            query?: never;
            header?: {
                "Content-Encoding"?: "identity" | "gzip";
            };
            path: {
                /** @description The `source` of the events; it may have slashes of its own */
                agent: string;
                /** @description A key of the kind `path` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                }[] | {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Taken */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiteLlmAnswer"];
                };
            };
        };
    };
    postInByKeyByAgentLiteLlmGuardrail: {
        parameters: {
            query?: never;
            header?: {
                "Content-Encoding"?: "identity" | "gzip";
            };
            path: {
                /** @description The `source` of the events; it may have slashes of its own */
                agent: string;
                /** @description A key of the kind `path` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description What LiteLLM reads */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiteLlmGuardrailAnswer"];
                };
            };
        };
    };
    postInByKeyByAgentOtlp: {
        parameters: {
            query?: never;
            header?: {
                "Content-Encoding"?: "identity" | "gzip";
            };
            path: {
                /** @description The `source` of the events; it may have slashes of its own */
                agent: string;
                /** @description A key of the kind `path` */
                key: string;
                signal: "traces" | "logs" | "metrics";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
                "application/x-protobuf": string;
            };
        };
        responses: {
            /** @description Taken. What could not be used is counted in `partial_success` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OtlpResponse"];
                    "application/x-protobuf": string;
                };
            };
        };
    };
    postInByKeyRequestLogs: {
        parameters: {
            query?: never;
            header?: {
                "Content-Encoding"?: "identity" | "gzip";
            };
            path: {
                /** @description A key of the kind `path` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                }[] | {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Taken */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeywordsAiAnswer"];
                };
            };
        };
    };
    postInByKeyRequestLogsCreate: {
        parameters: {
            query?: never;
            header?: {
                "Content-Encoding"?: "identity" | "gzip";
            };
            path: {
                /** @description A key of the kind `path` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                }[] | {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Taken */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeywordsAiAnswer"];
                };
            };
        };
    };
    postInByKeyClaudeCode: {
        parameters: {
            query?: {
                /** @description Reports nothing: the same is reported by OpenTelemetry */
                report?: "no";
            };
            header?: {
                "Content-Encoding"?: "identity" | "gzip";
            };
            path: {
                /** @description A key of the kind `path` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    hook_event_name: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description What Claude Code reads */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaudeCodeHookAnswer"];
                };
            };
        };
    };
    postInByKeyLiteLlm: {
        parameters: {
            query?: never;
            header?: {
                "Content-Encoding"?: "identity" | "gzip";
            };
            path: {
                /** @description A key of the kind `path` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                }[] | {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Taken */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiteLlmAnswer"];
                };
            };
        };
    };
    postInByKeyLiteLlmGuardrail: {
        parameters: {
            query?: never;
            header?: {
                "Content-Encoding"?: "identity" | "gzip";
            };
            path: {
                /** @description A key of the kind `path` */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description What LiteLLM reads */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiteLlmGuardrailAnswer"];
                };
            };
        };
    };
    postInByKeyOtlp: {
        parameters: {
            query?: never;
            header?: {
                "Content-Encoding"?: "identity" | "gzip";
            };
            path: {
                /** @description A key of the kind `path` */
                key: string;
                signal: "traces" | "logs" | "metrics";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
                "application/x-protobuf": string;
            };
        };
        responses: {
            /** @description Taken. What could not be used is counted in `partial_success` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OtlpResponse"];
                    "application/x-protobuf": string;
                };
            };
        };
    };
    getLByToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page with a button */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    postLByToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page that says what was done */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    postOtlp: {
        parameters: {
            query?: never;
            header?: {
                "Content-Encoding"?: "identity" | "gzip";
            };
            path: {
                signal: "traces" | "logs" | "metrics";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
                "application/x-protobuf": string;
            };
        };
        responses: {
            /** @description Taken. What could not be used is counted in `partial_success` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OtlpResponse"];
                    "application/x-protobuf": string;
                };
            };
        };
    };
    getAgents: {
        parameters: {
            query?: {
                /** @description This one only, as `GET /v1/agents/{agent}` shows it; for names that are no path */
                agent?: string;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most; a page may hold fewer and still have a next one */
                limit?: number;
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: (components["schemas"]["AgentDetail"] | components["schemas"]["Agent"])[];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getAgentsByAgent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description The `source` of its events, percent-encoded; `*` stands for all agents of the project */
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The agent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentDetail"];
                };
            };
        };
    };
    getAgentsByAgentDirective: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the last answer */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The `source` of its events, percent-encoded */
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. `running` for a name that nobody has seen: agents ask before their first event, so a misspelt name is no error here */
            200: {
                headers: {
                    /** @description For `If-None-Match` */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Directive"];
                };
            };
            /** @description It has not changed */
            304: {
                headers: {
                    /** @description For `If-None-Match` */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postAgentsByAgentPause: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description The `source` of its events, percent-encoded; `*` stands for all agents of the project */
                agent: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Instead of `until`: how long from now, such as `90m`, `24h` or `7d` */
                    for?: string;
                    /** @description Shown to the agent, and in the list of changes */
                    reason: string;
                    /** @description When it ends by itself: RFC 3339, or how long from now, such as `90m`, `24h` or `7d` */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description The agent, as it is asked to be now */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedAgent"];
                };
            };
        };
    };
    postAgentsByAgentResume: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description The `source` of its events, percent-encoded; `*` stands for all agents of the project */
                agent: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Shown to the agent, and in the list of changes */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description The agent, as it is asked to be now */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedAgent"];
                };
            };
        };
    };
    postAgentsByAgentReview: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description The `source` of its events, percent-encoded; `*` stands for all agents of the project */
                agent: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Instead of `until`: how long from now, such as `90m`, `24h` or `7d` */
                    for?: string;
                    /**
                     * @description False asks without pausing
                     * @default true
                     */
                    hold?: boolean;
                    /** @description Shown to the agent, and in the list of changes */
                    reason: string;
                    /** @description When it ends by itself: RFC 3339, or how long from now, such as `90m`, `24h` or `7d` */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description The agent, as it is asked to be now */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedAgent"];
                };
            };
        };
    };
    postAgentsByAgentReviewsByReview: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description The `source` of its events, percent-encoded; `*` stands for all agents of the project */
                agent: string;
                /** @description The id of the hold */
                review: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    decision: "approve" | "deny";
                    /** @description Shown to the agent, and in the list of changes */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The agent, as it is asked to be now */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedAgent"];
                };
            };
        };
    };
    postAgentsByAgentSwitchModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description The `source` of its events, percent-encoded; `*` stands for all agents of the project */
                agent: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Instead of `until`: how long from now, such as `90m`, `24h` or `7d` */
                    for?: string;
                    from: string;
                    /** @description Shown to the agent, and in the list of changes */
                    reason: string;
                    to: string;
                    /** @description When it ends by itself: RFC 3339, or how long from now, such as `90m`, `24h` or `7d` */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description The agent, as it is asked to be now */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedAgent"];
                };
            };
        };
    };
    getAgentsDirective: {
        parameters: {
            query: {
                /** @description The `source` of its events, percent-encoded */
                agent: string;
            };
            header?: {
                /** @description The ETag of the last answer */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. `running` for a name that nobody has seen: agents ask before their first event, so a misspelt name is no error here */
            200: {
                headers: {
                    /** @description For `If-None-Match` */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Directive"];
                };
            };
            /** @description It has not changed */
            304: {
                headers: {
                    /** @description For `If-None-Match` */
                    ETag: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postAgentsPause: {
        parameters: {
            query: {
                /** @description The `source` of its events, percent-encoded; `*` stands for all agents of the project */
                agent: string;
            };
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Instead of `until`: how long from now, such as `90m`, `24h` or `7d` */
                    for?: string;
                    /** @description Shown to the agent, and in the list of changes */
                    reason: string;
                    /** @description When it ends by itself: RFC 3339, or how long from now, such as `90m`, `24h` or `7d` */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description The agent, as it is asked to be now */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedAgent"];
                };
            };
        };
    };
    postAgentsResume: {
        parameters: {
            query: {
                /** @description The `source` of its events, percent-encoded; `*` stands for all agents of the project */
                agent: string;
            };
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Shown to the agent, and in the list of changes */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description The agent, as it is asked to be now */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedAgent"];
                };
            };
        };
    };
    postAgentsReview: {
        parameters: {
            query: {
                /** @description The `source` of its events, percent-encoded; `*` stands for all agents of the project */
                agent: string;
            };
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Instead of `until`: how long from now, such as `90m`, `24h` or `7d` */
                    for?: string;
                    /**
                     * @description False asks without pausing
                     * @default true
                     */
                    hold?: boolean;
                    /** @description Shown to the agent, and in the list of changes */
                    reason: string;
                    /** @description When it ends by itself: RFC 3339, or how long from now, such as `90m`, `24h` or `7d` */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description The agent, as it is asked to be now */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedAgent"];
                };
            };
        };
    };
    postAgentsReviewsByReview: {
        parameters: {
            query: {
                /** @description The `source` of its events, percent-encoded; `*` stands for all agents of the project */
                agent: string;
            };
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description The id of the hold */
                review: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    decision: "approve" | "deny";
                    /** @description Shown to the agent, and in the list of changes */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The agent, as it is asked to be now */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedAgent"];
                };
            };
        };
    };
    postAgentsSwitchModel: {
        parameters: {
            query: {
                /** @description The `source` of its events, percent-encoded; `*` stands for all agents of the project */
                agent: string;
            };
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Instead of `until`: how long from now, such as `90m`, `24h` or `7d` */
                    for?: string;
                    from: string;
                    /** @description Shown to the agent, and in the list of changes */
                    reason: string;
                    to: string;
                    /** @description When it ends by itself: RFC 3339, or how long from now, such as `90m`, `24h` or `7d` */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description The agent, as it is asked to be now */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedAgent"];
                };
            };
        };
    };
    getAlerts: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most; a page may hold fewer and still have a next one */
                limit?: number;
                /** @description Of this monitor only */
                monitor?: string;
                severity?: "critical" | "error" | "warning" | "info";
                status?: "firing" | "acknowledged" | "recovering" | "resolved";
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Alert"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getAlertsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `alt_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    postAlertsByIdAcknowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `alt_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
        };
    };
    getAlertsByIdNotices: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `alt_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By subscription; machines have their deliveries instead */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Notices"][];
                    };
                };
            };
        };
    };
    postAlertsByIdResolve: {
        parameters: {
            query?: {
                /** @description Lift what it has asked of agents, as a resume would */
                release?: "true" | "false";
            };
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `alt_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The alert */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResolvedAlert"];
                };
            };
        };
    };
    getChanges: {
        parameters: {
            query?: {
                /** @description Changes by this key, monitor or link only */
                actor?: string;
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most; a page may hold fewer and still have a next one */
                limit?: number;
                /** @description Changes of this only */
                target?: string;
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Change"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getConfiguration: {
        parameters: {
            query?: {
                /** @description Of the answer */
                format?: "json" | "yaml";
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Configuration"];
                    "application/yaml": string;
                };
            };
        };
    };
    putConfiguration: {
        parameters: {
            query?: {
                /** @description Make the changes */
                apply?: "true" | "false";
                /** @description Delete what a given section does not name */
                prune?: "true" | "false";
                /** @description Lift what monitors that are changed or deleted have asked of agents */
                release?: "true" | "false";
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Configuration"];
                "application/yaml": components["schemas"]["Configuration"];
            };
        };
        responses: {
            /** @description What changes, or was changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationPlan"];
                };
            };
        };
    };
    getConservation: {
        parameters: {
            query: {
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description RFC 3339 */
                since: string;
                until?: string;
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conservation"];
                };
            };
        };
    };
    getDeadLetters: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                kind?: "delivery" | "event" | "monitor";
                /** @description How many at most; a page may hold fewer and still have a next one */
                limit?: number;
                subscription?: string;
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["DeadLetter"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    deleteDeadLettersById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `dlv_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Discarded */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    postDeadLettersByIdReplay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `dlv_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Under way */
            202: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dlv_4hVtPOSjX0Kq7oZ1cYt2m9RwUeBnLs3a",
                     *       "kind": "delivery",
                     *       "event": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                     *       "subscription": "sub_01JH7Z0000000000000000000A",
                     *       "type": "agent.run.failed",
                     *       "reason": "attempts_exhausted",
                     *       "at": "2026-02-03T15:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["DeadLetter"];
                };
            };
        };
    };
    postDeadLettersReplay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description RFC 3339
                     */
                    since: string;
                    /** @description Only its deliveries */
                    subscription?: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339
                     */
                    until: string;
                };
            };
        };
        responses: {
            /** @description Under way as a job */
            202: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
        };
    };
    getDeliveriesById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `dlv_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dlv_4hVtPOSjX0Kq7oZ1cYt2m9RwUeBnLs3a",
                     *       "event": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                     *       "subscription": "sub_01JH7Z0000000000000000000A",
                     *       "type": "agent.run.failed",
                     *       "status": "waiting",
                     *       "test": false,
                     *       "acceptedAt": "2026-01-31T12:00:00.000Z",
                     *       "attemptsMade": 1,
                     *       "nextAttemptAt": "2026-01-31T12:00:05.000Z",
                     *       "deliveredAt": null,
                     *       "reason": null,
                     *       "attempts": [
                     *         {
                     *           "number": 1,
                     *           "at": "2026-01-31T12:00:00.120Z",
                     *           "address": "93.184.215.14",
                     *           "status": 503,
                     *           "durationMs": 41,
                     *           "error": "http_5xx",
                     *           "response": "try later",
                     *           "manual": false,
                     *           "shortened": false
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DeliveryWithAttempts"];
                };
            };
        };
    };
    postDeliveriesByIdRetry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `dlv_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Queued */
            202: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dlv_4hVtPOSjX0Kq7oZ1cYt2m9RwUeBnLs3a",
                     *       "event": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                     *       "subscription": "sub_01JH7Z0000000000000000000A",
                     *       "type": "agent.run.failed",
                     *       "status": "waiting",
                     *       "test": false,
                     *       "acceptedAt": "2026-01-31T12:00:00.000Z",
                     *       "attemptsMade": 1,
                     *       "nextAttemptAt": "2026-01-31T12:00:05.000Z",
                     *       "deliveredAt": null,
                     *       "reason": null
                     *     }
                     */
                    "application/json": components["schemas"]["Delivery"];
                };
            };
        };
    };
    getEventTypes: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most; a page may hold fewer and still have a next one */
                limit?: number;
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["EventType"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getEventTypesByType: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description Names joined by dots */
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event type */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "order.created",
                     *       "description": "An order was placed",
                     *       "schema": {
                     *         "type": "object",
                     *         "required": [
                     *           "total"
                     *         ],
                     *         "properties": {
                     *           "total": {
                     *             "type": "number"
                     *           }
                     *         }
                     *       },
                     *       "enforce": true,
                     *       "createdAt": "2026-01-31T12:00:00.000Z",
                     *       "updatedAt": "2026-01-31T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["EventType"];
                };
            };
        };
    };
    putEventTypesByType: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description Names joined by dots */
                type: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["EventTypeInput"];
            };
        };
        responses: {
            /** @description The event type */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "order.created",
                     *       "description": "An order was placed",
                     *       "schema": {
                     *         "type": "object",
                     *         "required": [
                     *           "total"
                     *         ],
                     *         "properties": {
                     *           "total": {
                     *             "type": "number"
                     *           }
                     *         }
                     *       },
                     *       "enforce": true,
                     *       "createdAt": "2026-01-31T12:00:00.000Z",
                     *       "updatedAt": "2026-01-31T12:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["EventType"];
                };
            };
        };
    };
    deleteEventTypesByType: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description Names joined by dots */
                type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgotten */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getEvents: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most; a page may hold fewer and still have a next one */
                limit?: number;
                since?: string;
                source?: string;
                subject?: string;
                type?: string;
                until?: string;
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Event"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description Of a CloudEvent in binary mode, percent-encoded */
                "ce-id"?: string;
                /** @description Of a CloudEvent in binary mode, percent-encoded */
                "ce-source"?: string;
                /** @description Makes the request a CloudEvent in binary mode: the body, any JSON or none, is its `data` */
                "ce-specversion"?: "1.0";
                /** @description Of a CloudEvent in binary mode, percent-encoded */
                "ce-subject"?: string;
                /** @description Of a CloudEvent in binary mode, percent-encoded */
                "ce-time"?: string;
                /** @description Of a CloudEvent in binary mode, percent-encoded */
                "ce-type"?: string;
                /** @description `gzip` with the content type `application/octet-stream`, so that no gateway takes it for text */
                "Content-Encoding"?: "identity" | "gzip";
                /** @description Identifies events that have no `id` of their own: a repeat makes no new ones */
                "Idempotency-Key"?: string;
                /** @description W3C Trace Context: deliveries go on in this trace */
                traceparent?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/*+json": unknown;
                "application/cloudevents-batch+json": components["schemas"]["NewCloudEvent"][];
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "42",
                 *       "type": "llm.request.completed",
                 *       "source": "support-bot",
                 *       "subject": "run_42",
                 *       "data": {
                 *         "model": "gpt-5",
                 *         "inputTokens": 1830,
                 *         "outputTokens": 64
                 *       }
                 *     }
                 */
                "application/cloudevents+json": components["schemas"]["NewCloudEvent"];
                "application/gzip": unknown;
                "application/json": components["schemas"]["NewEvent"] | components["schemas"]["NewEvent"][];
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description All were accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventResults"];
                };
            };
            /** @description Some were accepted, some refused */
            207: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventResults"];
                };
            };
        };
    };
    getEventsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `evt_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                     *       "type": "agent.run.failed",
                     *       "source": "support-bot",
                     *       "subject": "run_42",
                     *       "time": "2026-01-31T12:00:00.000Z",
                     *       "receivedAt": "2026-01-31T12:00:00.000Z",
                     *       "timeAdjusted": false,
                     *       "status": "routed",
                     *       "subscriptions": [
                     *         "sub_01JH7Z0000000000000000000A"
                     *       ],
                     *       "conflicts": [],
                     *       "data": {
                     *         "error": {
                     *           "message": "timeout"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["EventWithData"];
                };
            };
        };
    };
    getEventsByIdDeliveries: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most; a page may hold fewer and still have a next one */
                limit?: number;
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `evt_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Delivery"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postEventsByIdReplay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `evt_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Under way; `deliveries` is how many were queued, null if the event is routed again */
            202: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: number | null;
                        id: string;
                    };
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                        version: string;
                    };
                };
            };
        };
    };
    getJobs: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most; a page may hold fewer and still have a next one */
                limit?: number;
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Job"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    getJobsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `job_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
        };
    };
    deleteJobsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `job_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description About to end */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
        };
    };
    getKeys: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most; a page may hold fewer and still have a next one */
                limit?: number;
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Key"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postKeys: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description Made; the only time that the key is shown */
            201: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyWithText"];
                };
            };
        };
    };
    deleteKeysById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `key_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getMonitors: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most; a page may hold fewer and still have a next one */
                limit?: number;
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Monitor"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postMonitors: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMonitor"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description For `If-Match` */
                    ETag: string;
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Monitor"];
                };
            };
        };
    };
    getMonitorsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `mon_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The monitor */
            200: {
                headers: {
                    /** @description For `If-Match` */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Monitor"];
                };
            };
        };
    };
    deleteMonitorsById: {
        parameters: {
            query?: {
                /** @description Lift what it has asked of agents, as a resume would */
                release?: "true" | "false";
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `mon_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted; something that it has asked of agents stays, or is lifted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        held: components["schemas"]["HeldAgents"];
                    };
                };
            };
            /** @description Deleted; no agent is held */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patchMonitorsById: {
        parameters: {
            query?: {
                /** @description Lift what it has asked of agents, as a resume would */
                release?: "true" | "false";
            };
            header?: {
                /** @description An ETag */
                "If-Match"?: string;
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `mon_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MonitorChange"];
            };
        };
        responses: {
            /** @description The monitor */
            200: {
                headers: {
                    /** @description For `If-Match` */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedMonitor"];
                };
            };
        };
    };
    postMonitorsByIdTest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `mon_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description The gravest of its thresholds if not given
                     * @enum {string}
                     */
                    severity?: "critical" | "error" | "warning" | "info";
                };
            };
        };
        responses: {
            /** @description On its way; `GET /v1/events/{event}/deliveries` tells how it went */
            202: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alert: string;
                        data: components["schemas"]["Explained"][];
                        events: string[];
                    };
                };
            };
        };
    };
    getMonitorsByIdValues: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most; a page may hold fewer and still have a next one */
                limit?: number;
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `mon_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of groups */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What to do about unknown costs; null if there are none */
                        advice: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC
                         */
                        at: string;
                        data: components["schemas"]["MonitorGroup"][];
                        /** @description How many groups are counted apart, of at most 1000 */
                        groups: number;
                        /** @description Of the monitor, in `unit` */
                        limit: number | null;
                        /** @description Of `microUsd`: `limit` in dollars */
                        limitUsd?: number | null;
                        /** @description Why events were skipped, most events first; an event may lack several */
                        missingFields: components["schemas"]["MissingField"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                        /** @description Events of its types that were not counted */
                        uncounted: {
                            /** @description Came later than `latenessSeconds` after their time */
                            late: number;
                            /** @description Lack a field that `value`, `groupBy` or `key` needs */
                            skipped: number;
                            /** @description Cost money, but nobody knows how much */
                            unknownCost: number;
                        };
                        /**
                         * @description Of the values. `share`: 0 to 1; `value`: what the event says
                         * @enum {string}
                         */
                        unit: "microUsd" | "events" | "share" | "seconds" | "times" | "value";
                        /** @description Of which nobody knows the cost, most events first */
                        unknownModels: components["schemas"]["UnknownModel"][];
                    };
                };
            };
        };
    };
    postMonitorsPreview: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    monitor: components["schemas"]["NewMonitor"];
                    /**
                     * Format: date-time
                     * @description RFC 3339
                     */
                    since: string;
                    /**
                     * Format: date-time
                     * @description Now if not given
                     */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description What would have been */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MonitorPreview"];
                };
            };
        };
    };
    getOpenapiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    getPrices: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The prices */
            200: {
                headers: {
                    /** @description For `If-Match` */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPrices"];
                };
            };
        };
    };
    putPrices: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelPrices"];
            };
        };
        responses: {
            /** @description The prices */
            200: {
                headers: {
                    /** @description For `If-Match` */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPrices"];
                };
            };
        };
    };
    deletePrices: {
        parameters: {
            query: {
                /** @description As events name it */
                model: string;
                /** @description Only there; else wherever the model runs */
                provider?: string;
                /** @description Only for requests of this tier, e.g. `priority` or `batch` */
                serviceTier?: string;
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgotten */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getProjects: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most; a page may hold fewer and still have a next one */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Project"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postProjects: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProject"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
        };
    };
    getProjectsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `prj_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The project */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
        };
    };
    postRoutingExplain: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The id of an alert: as it is now */
                    alert?: string;
                    /** @description As it would be posted; `alert.*` without `data`: an alert as it might be */
                    event?: {
                        data?: {
                            [key: string]: unknown;
                        };
                        /** @default test-agent */
                        source?: string;
                        subject?: string;
                        type: string;
                    };
                };
            };
        };
        responses: {
            /** @description Every subscription of the project */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Explained"][];
                    };
                };
            };
        };
    };
    getSilences: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Silence"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postSilences: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSilence"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SilenceWithMatches"];
                };
            };
        };
    };
    getSilencesById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `sil_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The silence */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SilenceWithMatches"];
                };
            };
        };
    };
    deleteSilencesById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `sil_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getSpend: {
        parameters: {
            query?: {
                /** @description What rows are of: `agent`, `model`, `day`, or several of them with commas. `agent` if not given */
                by?: string;
                /** @description `today`, `yesterday`, `week` or `month` of the time zone; a duration back from now; or a time (RFC 3339). `today` if not given */
                since?: string;
                /** @description Of days, weeks and months; UTC if not given */
                timeZone?: string;
                /** @description Exclusive; now if not given, or the end of `yesterday` */
                until?: string;
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was spent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Spend"];
                    "text/csv": string;
                };
            };
        };
    };
    getSubscriptions: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most; a page may hold fewer and still have a next one */
                limit?: number;
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Subscription"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postSubscriptions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSubscription"];
            };
        };
        responses: {
            /** @description Made; the only time that the secret is shown */
            201: {
                headers: {
                    /** @description For `If-Match` */
                    ETag: string;
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionWithSecret"];
                };
            };
        };
    };
    getSubscriptionsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `sub_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The subscription */
            200: {
                headers: {
                    /** @description For `If-Match` */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
        };
    };
    deleteSubscriptionsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `sub_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    patchSubscriptionsById: {
        parameters: {
            query?: never;
            header?: {
                /** @description An ETag */
                "If-Match"?: string;
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `sub_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SubscriptionChange"];
            };
        };
        responses: {
            /** @description The subscription */
            200: {
                headers: {
                    /** @description For `If-Match` */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedSubscription"];
                };
            };
        };
    };
    getSubscriptionsByIdDeliveries: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most; a page may hold fewer and still have a next one */
                limit?: number;
                status?: "queued" | "leased" | "waiting" | "parked" | "held" | "grouped" | "delivered" | "dead" | "withheld" | "discarded";
            };
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `sub_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Delivery"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
        };
    };
    postSubscriptionsByIdDisable: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `sub_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The subscription */
            200: {
                headers: {
                    /** @description For `If-Match` */
                    ETag: string;
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedSubscription"];
                };
            };
        };
    };
    postSubscriptionsByIdEnable: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `sub_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The subscription */
            200: {
                headers: {
                    /** @description For `If-Match` */
                    ETag: string;
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedSubscription"];
                };
            };
        };
    };
    getSubscriptionsByIdEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `sub_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description At this moment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointHealth"];
                };
            };
        };
    };
    getSubscriptionsByIdJwksJson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `sub_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description RFC 7517, current first */
            200: {
                headers: {
                    "Cache-Control": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: components["schemas"]["PublicJsonWebKey"][];
                    };
                };
            };
        };
    };
    getSubscriptionsByIdPublicKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `sub_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Current first; none if requests are not signed by `v1a` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        publicKeys: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC
                             */
                            createdAt: string;
                            /** @description Set when it was rotated out */
                            expiresAt: string | null;
                            /** @description `whpk_` and base64 of the ed25519 public key */
                            publicKey: string;
                        }[];
                    };
                };
            };
        };
    };
    postSubscriptionsByIdRecover: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `sub_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description RFC 3339
                     */
                    since: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339
                     */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Under way as a job */
            202: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
        };
    };
    postSubscriptionsByIdReplay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `sub_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default false */
                    includeDelivered?: boolean;
                    /**
                     * Format: date-time
                     * @description RFC 3339
                     */
                    since: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339
                     */
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Under way as a job */
            202: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
        };
    };
    postSubscriptionsByIdRotateSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `sub_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description How long the old secret goes on signing; 0 ends it now
                     * @default 86400
                     */
                    overlapSeconds?: number;
                    /** @description Your own signing secret, 16 to 256 visible characters, with spaces inside only; made for you if not given. The scheme `standard` takes `whsec_` and base64 of 24 to 64 bytes, all others use the text as it is. */
                    secret?: string;
                    /** @description Another scheme from now on; old secrets that it cannot use end at once */
                    signature?: {
                        /** @constant */
                        scheme: "standard";
                        /** @description `v1` (if not given) HMAC-SHA256 with the secret; `v1a` ed25519, verified with a public key */
                        versions?: ("v1" | "v1a")[];
                    } | {
                        /** @constant */
                        scheme: "keywordsai";
                    } | {
                        /** @constant */
                        scheme: "github";
                    } | {
                        /** @description `Stripe-Signature` if not given */
                        header?: string;
                        /** @constant */
                        scheme: "stripe";
                    } | {
                        /**
                         * @description `sha256` if not given
                         * @enum {string}
                         */
                        algorithm?: "sha256" | "sha512";
                        /** @enum {string} */
                        encoding: "hex" | "base64";
                        /** @description The header that holds the signature */
                        header: string;
                        /** @description What stands before the signature */
                        prefix?: string;
                        /** @constant */
                        scheme: "custom";
                        /** @description What is signed: `{body}` if not given. May name `{id}`, `{timestamp}` (seconds) and `{type}` as well */
                        signed?: string;
                        /** @description The header: `{signature}` behind the prefix if not given. May name the same as `signed` */
                        value?: string;
                    };
                };
            };
        };
        responses: {
            /** @description The new secret, shown this once */
            200: {
                headers: {
                    /** @description For `If-Match` */
                    ETag: string;
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Requests that begin later than this follow the change, wherever they are sent */
                        effectiveWithinSeconds: number;
                        /**
                         * Format: date-time
                         * @description When the old secret ends
                         */
                        previousExpiresAt: string;
                        /** @description `whpk_` and base64 of the ed25519 public key */
                        publicKey?: string;
                        /** @description The signing secret, shown this once; none if requests are signed by `v1a` alone */
                        secret?: string;
                    };
                };
            };
        };
    };
    postSubscriptionsByIdTest: {
        parameters: {
            query?: {
                /** @description Seconds to wait for the result, which is answered with 200; without one by then, 202 */
                wait?: number;
            };
            header?: {
                /** @description Repeats within 24 h get the first answer */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The project that the root key acts in */
                "x-tocsin-project"?: components["parameters"]["Project"];
            };
            path: {
                /** @description `sub_` and a ULID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "type": "tocsin.test"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description The type that the test event shows
                     * @default tocsin.test
                     */
                    type?: string;
                };
            };
        };
        responses: {
            /** @description With `wait`: what was sent and what came back */
            200: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "dlv_4hVtPOSjX0Kq7oZ1cYt2m9RwUeBnLs3a",
                     *       "event": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                     *       "subscription": "sub_01JH7Z0000000000000000000A",
                     *       "type": "agent.run.failed",
                     *       "status": "waiting",
                     *       "test": false,
                     *       "acceptedAt": "2026-01-31T12:00:00.000Z",
                     *       "attemptsMade": 1,
                     *       "nextAttemptAt": "2026-01-31T12:00:05.000Z",
                     *       "deliveredAt": null,
                     *       "reason": null,
                     *       "attempts": [
                     *         {
                     *           "number": 1,
                     *           "at": "2026-01-31T12:00:00.120Z",
                     *           "address": "93.184.215.14",
                     *           "status": 503,
                     *           "durationMs": 41,
                     *           "error": "http_5xx",
                     *           "response": "try later",
                     *           "manual": false,
                     *           "shortened": false
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DeliveryWithAttempts"];
                };
            };
            /** @description Queued; `GET /v1/deliveries/{delivery}` tells how it went */
            202: {
                headers: {
                    /** @description The answer of the first request with this `Idempotency-Key` */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivery: string;
                        event: string;
                    };
                };
            };
        };
    };
    "receive:agent.model.switched": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "agent.model.switched",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "agent": "support-bot",
                 *         "actor": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *         "reason": "five failures",
                 *         "from": "gpt-5",
                 *         "to": "gpt-5-mini",
                 *         "ended": false
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["AgentModelSwitchedData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The agent */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "agent.model.switched";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "agent.model.switched",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "agent": "support-bot",
                 *         "actor": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *         "reason": "five failures",
                 *         "from": "gpt-5",
                 *         "to": "gpt-5-mini",
                 *         "ended": false
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["AgentModelSwitchedData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The agent */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "agent.model.switched";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:agent.paused": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "agent.paused",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "agent": "support-bot",
                 *         "actor": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *         "reason": "five failures"
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["AgentStateData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The agent */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "agent.paused";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "agent.paused",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "agent": "support-bot",
                 *         "actor": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *         "reason": "five failures"
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["AgentStateData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The agent */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "agent.paused";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:agent.resumed": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "agent.resumed",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "agent": "support-bot",
                 *         "actor": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *         "reason": "five failures"
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["AgentStateData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The agent */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "agent.resumed";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "agent.resumed",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "agent": "support-bot",
                 *         "actor": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *         "reason": "five failures"
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["AgentStateData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The agent */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "agent.resumed";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:agent.review.decided": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "agent.review.decided",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "agent": "support-bot",
                 *         "actor": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *         "reason": "five failures",
                 *         "review": "hold_01KE2M0C8TB5W6X4N3R7ZQ9YAH",
                 *         "decision": "approved"
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["AgentReviewDecidedData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The agent */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "agent.review.decided";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "agent.review.decided",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "agent": "support-bot",
                 *         "actor": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *         "reason": "five failures",
                 *         "review": "hold_01KE2M0C8TB5W6X4N3R7ZQ9YAH",
                 *         "decision": "approved"
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["AgentReviewDecidedData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The agent */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "agent.review.decided";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:agent.review.requested": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "agent.review.requested",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "agent": "support-bot",
                 *         "actor": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *         "reason": "five failures",
                 *         "review": "hold_01KE2M0C8TB5W6X4N3R7ZQ9YAH",
                 *         "pauses": true,
                 *         "until": null
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["AgentReviewRequestedData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The agent */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "agent.review.requested";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "agent.review.requested",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "agent": "support-bot",
                 *         "actor": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *         "reason": "five failures",
                 *         "review": "hold_01KE2M0C8TB5W6X4N3R7ZQ9YAH",
                 *         "pauses": true,
                 *         "until": null
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["AgentReviewRequestedData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The agent */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "agent.review.requested";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:agent.run.stalled": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "agent.run.stalled",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "monitor": {
                 *           "id": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *           "name": "five failures"
                 *         },
                 *         "agent": "support-bot",
                 *         "run": "run_42",
                 *         "startedAt": "2026-01-31T11:50:00.000Z",
                 *         "deadlineAt": "2026-01-31T12:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["AgentRunStalledData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The run */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "agent.run.stalled";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "agent.run.stalled",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "monitor": {
                 *           "id": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *           "name": "five failures"
                 *         },
                 *         "agent": "support-bot",
                 *         "run": "run_42",
                 *         "startedAt": "2026-01-31T11:50:00.000Z",
                 *         "deadlineAt": "2026-01-31T12:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["AgentRunStalledData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The run */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "agent.run.stalled";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:alert.acknowledged": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "alert.acknowledged",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "id": "alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE",
                 *         "monitor": {
                 *           "id": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *           "name": "five failures"
                 *         },
                 *         "group": {
                 *           "source": "support-bot"
                 *         },
                 *         "labels": {},
                 *         "severity": "critical",
                 *         "previousSeverity": null,
                 *         "status": "acknowledged",
                 *         "edge": "acknowledged",
                 *         "value": 5,
                 *         "threshold": 5,
                 *         "limit": null,
                 *         "percent": null,
                 *         "unit": "events",
                 *         "summary": "5 failures in 10 minutes",
                 *         "events": [
                 *           {
                 *             "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *             "receivedAt": "2026-01-31T12:00:00.000Z",
                 *             "run": "run_42",
                 *             "error": "timeout"
                 *           }
                 *         ],
                 *         "actions": [
                 *           {
                 *             "kind": "pauseAgent",
                 *             "agent": "support-bot",
                 *             "until": "human"
                 *           }
                 *         ],
                 *         "window": {
                 *           "start": "2026-01-31T11:50:00.000Z",
                 *           "end": "2026-01-31T12:00:00.000Z"
                 *         },
                 *         "startedAt": "2026-01-31T12:00:00.000Z",
                 *         "reason": null,
                 *         "links": {}
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["AlertData"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The alert */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "alert.acknowledged";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "alert.acknowledged",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "id": "alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE",
                 *         "monitor": {
                 *           "id": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *           "name": "five failures"
                 *         },
                 *         "group": {
                 *           "source": "support-bot"
                 *         },
                 *         "labels": {},
                 *         "severity": "critical",
                 *         "previousSeverity": null,
                 *         "status": "acknowledged",
                 *         "edge": "acknowledged",
                 *         "value": 5,
                 *         "threshold": 5,
                 *         "limit": null,
                 *         "percent": null,
                 *         "unit": "events",
                 *         "summary": "5 failures in 10 minutes",
                 *         "events": [
                 *           {
                 *             "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *             "receivedAt": "2026-01-31T12:00:00.000Z",
                 *             "run": "run_42",
                 *             "error": "timeout"
                 *           }
                 *         ],
                 *         "actions": [
                 *           {
                 *             "kind": "pauseAgent",
                 *             "agent": "support-bot",
                 *             "until": "human"
                 *           }
                 *         ],
                 *         "window": {
                 *           "start": "2026-01-31T11:50:00.000Z",
                 *           "end": "2026-01-31T12:00:00.000Z"
                 *         },
                 *         "startedAt": "2026-01-31T12:00:00.000Z",
                 *         "reason": null,
                 *         "links": {}
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["AlertData"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The alert */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "alert.acknowledged";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:alert.firing": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "alert.firing",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "id": "alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE",
                 *         "monitor": {
                 *           "id": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *           "name": "five failures"
                 *         },
                 *         "group": {
                 *           "source": "support-bot"
                 *         },
                 *         "labels": {},
                 *         "severity": "critical",
                 *         "previousSeverity": null,
                 *         "status": "firing",
                 *         "edge": "fired",
                 *         "value": 5,
                 *         "threshold": 5,
                 *         "limit": null,
                 *         "percent": null,
                 *         "unit": "events",
                 *         "summary": "5 failures in 10 minutes",
                 *         "events": [
                 *           {
                 *             "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *             "receivedAt": "2026-01-31T12:00:00.000Z",
                 *             "run": "run_42",
                 *             "error": "timeout"
                 *           }
                 *         ],
                 *         "actions": [
                 *           {
                 *             "kind": "pauseAgent",
                 *             "agent": "support-bot",
                 *             "until": "human"
                 *           }
                 *         ],
                 *         "window": {
                 *           "start": "2026-01-31T11:50:00.000Z",
                 *           "end": "2026-01-31T12:00:00.000Z"
                 *         },
                 *         "startedAt": "2026-01-31T12:00:00.000Z",
                 *         "reason": null,
                 *         "links": {}
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["AlertData"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The alert */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "alert.firing";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "alert.firing",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "id": "alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE",
                 *         "monitor": {
                 *           "id": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *           "name": "five failures"
                 *         },
                 *         "group": {
                 *           "source": "support-bot"
                 *         },
                 *         "labels": {},
                 *         "severity": "critical",
                 *         "previousSeverity": null,
                 *         "status": "firing",
                 *         "edge": "fired",
                 *         "value": 5,
                 *         "threshold": 5,
                 *         "limit": null,
                 *         "percent": null,
                 *         "unit": "events",
                 *         "summary": "5 failures in 10 minutes",
                 *         "events": [
                 *           {
                 *             "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *             "receivedAt": "2026-01-31T12:00:00.000Z",
                 *             "run": "run_42",
                 *             "error": "timeout"
                 *           }
                 *         ],
                 *         "actions": [
                 *           {
                 *             "kind": "pauseAgent",
                 *             "agent": "support-bot",
                 *             "until": "human"
                 *           }
                 *         ],
                 *         "window": {
                 *           "start": "2026-01-31T11:50:00.000Z",
                 *           "end": "2026-01-31T12:00:00.000Z"
                 *         },
                 *         "startedAt": "2026-01-31T12:00:00.000Z",
                 *         "reason": null,
                 *         "links": {}
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["AlertData"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The alert */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "alert.firing";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:alert.resolved": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "alert.resolved",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "id": "alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE",
                 *         "monitor": {
                 *           "id": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *           "name": "five failures"
                 *         },
                 *         "group": {
                 *           "source": "support-bot"
                 *         },
                 *         "labels": {},
                 *         "severity": "critical",
                 *         "previousSeverity": null,
                 *         "status": "resolved",
                 *         "edge": "resolved",
                 *         "value": 5,
                 *         "threshold": 5,
                 *         "limit": null,
                 *         "percent": null,
                 *         "unit": "events",
                 *         "summary": "5 failures in 10 minutes",
                 *         "events": [
                 *           {
                 *             "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *             "receivedAt": "2026-01-31T12:00:00.000Z",
                 *             "run": "run_42",
                 *             "error": "timeout"
                 *           }
                 *         ],
                 *         "actions": [
                 *           {
                 *             "kind": "pauseAgent",
                 *             "agent": "support-bot",
                 *             "until": "human"
                 *           }
                 *         ],
                 *         "window": {
                 *           "start": "2026-01-31T11:50:00.000Z",
                 *           "end": "2026-01-31T12:00:00.000Z"
                 *         },
                 *         "startedAt": "2026-01-31T12:00:00.000Z",
                 *         "reason": "recovered",
                 *         "links": {}
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["AlertData"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The alert */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "alert.resolved";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "alert.resolved",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "id": "alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE",
                 *         "monitor": {
                 *           "id": "mon_01KE2M0C8TB5W6X4N3R7ZQ9YAF",
                 *           "name": "five failures"
                 *         },
                 *         "group": {
                 *           "source": "support-bot"
                 *         },
                 *         "labels": {},
                 *         "severity": "critical",
                 *         "previousSeverity": null,
                 *         "status": "resolved",
                 *         "edge": "resolved",
                 *         "value": 5,
                 *         "threshold": 5,
                 *         "limit": null,
                 *         "percent": null,
                 *         "unit": "events",
                 *         "summary": "5 failures in 10 minutes",
                 *         "events": [
                 *           {
                 *             "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *             "receivedAt": "2026-01-31T12:00:00.000Z",
                 *             "run": "run_42",
                 *             "error": "timeout"
                 *           }
                 *         ],
                 *         "actions": [
                 *           {
                 *             "kind": "pauseAgent",
                 *             "agent": "support-bot",
                 *             "until": "human"
                 *           }
                 *         ],
                 *         "window": {
                 *           "start": "2026-01-31T11:50:00.000Z",
                 *           "end": "2026-01-31T12:00:00.000Z"
                 *         },
                 *         "startedAt": "2026-01-31T12:00:00.000Z",
                 *         "reason": "recovered",
                 *         "links": {}
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["AlertData"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The alert */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "alert.resolved";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:cost.unknown": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "cost.unknown",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "model": "our-own-7b",
                 *         "provider": "ollama",
                 *         "reason": "price",
                 *         "day": "2026-01-31",
                 *         "monitor": {
                 *           "id": "mon_01JH7Z0000000000000000000A",
                 *           "name": "daily budget"
                 *         },
                 *         "agent": "support-bot",
                 *         "advice": "`PUT /v1/prices` says what this model costs."
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["CostUnknownData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The model */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "cost.unknown";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "cost.unknown",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "model": "our-own-7b",
                 *         "provider": "ollama",
                 *         "reason": "price",
                 *         "day": "2026-01-31",
                 *         "monitor": {
                 *           "id": "mon_01JH7Z0000000000000000000A",
                 *           "name": "daily budget"
                 *         },
                 *         "agent": "support-bot",
                 *         "advice": "`PUT /v1/prices` says what this model costs."
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["CostUnknownData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The model */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "cost.unknown";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:delivery.dead": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "delivery.dead",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "delivery": "dlv_4hVtPOSjX0Kq7oZ1cYt2m9RwUeBnLs3a",
                 *         "event": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *         "subscription": "sub_01JH7Z0000000000000000000A",
                 *         "type": "agent.run.failed",
                 *         "reason": "status 500",
                 *         "attempts": 11
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["DeliveryDeadData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The delivery */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "delivery.dead";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "delivery.dead",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "delivery": "dlv_4hVtPOSjX0Kq7oZ1cYt2m9RwUeBnLs3a",
                 *         "event": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *         "subscription": "sub_01JH7Z0000000000000000000A",
                 *         "type": "agent.run.failed",
                 *         "reason": "status 500",
                 *         "attempts": 11
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["DeliveryDeadData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The delivery */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "delivery.dead";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:endpoint.disabled": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "endpoint.disabled",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "subscription": {
                 *           "id": "sub_01JH7Z0000000000000000000A",
                 *           "name": "billing",
                 *           "eventTypes": [
                 *             "agent.run.*"
                 *           ]
                 *         },
                 *         "reason": "gone"
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["EndpointDisabledData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The subscription */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "endpoint.disabled";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "endpoint.disabled",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "subscription": {
                 *           "id": "sub_01JH7Z0000000000000000000A",
                 *           "name": "billing",
                 *           "eventTypes": [
                 *             "agent.run.*"
                 *           ]
                 *         },
                 *         "reason": "gone"
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["EndpointDisabledData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The subscription */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "endpoint.disabled";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:endpoint.failing": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "endpoint.failing",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "subscription": {
                 *           "id": "sub_01JH7Z0000000000000000000A",
                 *           "name": "billing",
                 *           "eventTypes": [
                 *             "agent.run.*"
                 *           ]
                 *         },
                 *         "failures": 10,
                 *         "failingSince": "2026-01-31T11:50:00.000Z"
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["EndpointFailingData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The subscription */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "endpoint.failing";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "endpoint.failing",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "subscription": {
                 *           "id": "sub_01JH7Z0000000000000000000A",
                 *           "name": "billing",
                 *           "eventTypes": [
                 *             "agent.run.*"
                 *           ]
                 *         },
                 *         "failures": 10,
                 *         "failingSince": "2026-01-31T11:50:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["EndpointFailingData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The subscription */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "endpoint.failing";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:endpoint.recovered": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "endpoint.recovered",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "subscription": {
                 *           "id": "sub_01JH7Z0000000000000000000A",
                 *           "name": "billing",
                 *           "eventTypes": [
                 *             "agent.run.*"
                 *           ]
                 *         },
                 *         "failingSince": "2026-01-31T11:50:00.000Z",
                 *         "openedAt": "2026-01-31T12:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["EndpointRecoveredData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The subscription */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "endpoint.recovered";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "endpoint.recovered",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "subscription": {
                 *           "id": "sub_01JH7Z0000000000000000000A",
                 *           "name": "billing",
                 *           "eventTypes": [
                 *             "agent.run.*"
                 *           ]
                 *         },
                 *         "failingSince": "2026-01-31T11:50:00.000Z",
                 *         "openedAt": "2026-01-31T12:00:00.000Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["EndpointRecoveredData"] | components["schemas"]["TestMark"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The subscription */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "endpoint.recovered";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:event": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "datacontenttype": "application/json",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "agent.run.failed",
                 *       "source": "support-bot",
                 *       "subject": "run_42",
                 *       "time": "2026-01-31T12:00:00Z",
                 *       "data": {
                 *         "error": {
                 *           "message": "timeout"
                 *         }
                 *       }
                 *     }
                 */
                "application/cloudevents+json": components["schemas"]["WebhookCloudEvent"];
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "agent.run.failed",
                 *       "source": "support-bot",
                 *       "subject": "run_42",
                 *       "time": "2026-01-31T12:00:00Z",
                 *       "data": {
                 *         "error": {
                 *           "message": "timeout"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookEvent"];
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "receive:tocsin.test": {
        parameters: {
            query?: never;
            header: {
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-id"?: components["parameters"]["ce-id"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-source"?: components["parameters"]["ce-source"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-specversion"?: components["parameters"]["ce-specversion"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-subject"?: components["parameters"]["ce-subject"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-time"?: components["parameters"]["ce-time"];
                /** @description Format `cloudevents-binary`: an attribute, percent-encoded */
                "ce-type"?: components["parameters"]["ce-type"];
                /** @description Scheme `stripe`, unless it names another header: `t=<seconds>,v1=<hex>` */
                "stripe-signature"?: components["parameters"]["stripe-signature"];
                /** @description Names the sending installation, so that it refuses what it has sent itself */
                "tocsin-installation": components["parameters"]["tocsin-installation"];
                /** @description W3C Trace Context, if the event was posted in a trace */
                traceparent?: components["parameters"]["traceparent"];
                /** @description `Tocsin/` and the version */
                "user-agent": components["parameters"]["user-agent"];
                /** @description The event’s id: the same in every attempt, replay and subscription. Drop what you have seen */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description Scheme `standard`: for each live secret `v1,` and base64, or `v1a,` and base64, current first, joined by spaces */
                "webhook-signature"?: components["parameters"]["webhook-signature"];
                /** @description `true` for a test, which somebody has asked for */
                "webhook-test"?: components["parameters"]["webhook-test"];
                /** @description When this attempt began, seconds since 1970 */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description Scheme `github`: the event’s id */
                "x-github-delivery"?: components["parameters"]["x-github-delivery"];
                /** @description Scheme `github`: the event’s type */
                "x-github-event"?: components["parameters"]["x-github-event"];
                /** @description Scheme `github`: `sha256=` and hex */
                "x-hub-signature-256"?: components["parameters"]["x-hub-signature-256"];
                /** @description Scheme `keywordsai`: hex */
                "x-keywordsai-signature"?: components["parameters"]["x-keywordsai-signature"];
                /** @description Scheme `keywordsai`: the same */
                "x-respan-signature"?: components["parameters"]["x-respan-signature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "specversion": "1.0",
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "tocsin.test",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "message": "This is a test event.",
                 *         "subscription": "sub_01JH7Z0000000000000000000A",
                 *         "test": true
                 *       }
                 *     }
                 */
                "application/cloudevents+json": {
                    data: components["schemas"]["TestData"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @constant */
                    specversion: "1.0";
                    /** @description The subscription */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "tocsin.test";
                } & {
                    [key: string]: unknown;
                };
                /**
                 * @example {
                 *       "id": "evt_5f0c5e1b2f0d4d2a9a7f3b1c8e6d4a21",
                 *       "type": "tocsin.test",
                 *       "source": "tocsin",
                 *       "subject": "support-bot",
                 *       "time": "2026-01-31T12:00:00.000Z",
                 *       "data": {
                 *         "message": "This is a test event.",
                 *         "subscription": "sub_01JH7Z0000000000000000000A",
                 *         "test": true
                 *       }
                 *     }
                 */
                "application/json": {
                    data: components["schemas"]["TestData"];
                    id: string;
                    /** @constant */
                    source: "tocsin";
                    /** @description The subscription */
                    subject: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC
                     */
                    time: string;
                    /** @constant */
                    type: "tocsin.test";
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Delivered. Nothing else is a success */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is sent again by the subscription’s schedule */
            default: {
                headers: {
                    /** @description Seconds, or a date: it is not sent again before, up to six hours */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
