package atelier.llm;

import static org.assertj.core.api.Assertions.assertThat;

import atelier.llm.LlmFailure.Kind;
import atelier.rig.model.ScriptedServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What errors of real servers mean, in their own words. */
final class ErrorReplyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ollama | 400 | {'error':'the input length exceeds the context length'}",
        "ollama | 500 | {'error':'input length exceeds maximum context length'}",
        "openai | 400 | {'error':{'code':400,'message':'the request exceeds the available context"
            + " size. try increasing the context size','type':'exceed_context_size_error'}}",
        "openai | 500 | {'error':{'code':500,'message':'input is too large to process. increase the"
            + " physical batch size','type':'server_error'}}",
        "openai | 400 | {'object':'error','message':'This model`s maximum context length is 4096"
            + " tokens. However, you requested 12000 tokens','code':400}",
        "openai | 400 | {'error':{'message':'The decoder prompt (length 9000) is longer than the"
            + " maximum model length of 4096','type':'BadRequestError','code':400}}",
        "openai | 400 | {'error':{'message':'max_tokens is too large: 8000. This model`s maximum"
            + " context length is 8192 tokens','param':'max_tokens'}}",
        "openai | 400 | {'error':'Trying to keep the first 9000 tokens when context overflows."
            + " However, the model is loaded with context length of only 4096 tokens'}",
        "openai | 400 | {'error':{'message':'Your input exceeds the context window of this model.',"
            + "'code':'context_length_exceeded'}}",
        "openai | 400 | {'error':{'message':'litellm.ContextWindowExceededError: too long'}}",
        "openai | 429 | {'error':{'message':'Request too large for m on tokens per min (TPM):"
            + " Limit 10000, Requested 12000','type':'tokens','code':'rate_limit_exceeded'}}",
        "openai | 400 | {'error':{'message':'The input token count (99999) exceeds the maximum"
            + " number of tokens allowed (8192).','status':'INVALID_ARGUMENT','code':400}}",
        "openai | 400 | {'error':{'message':'Please reduce the length of the messages"
            + " or completion.'"
            + ",'type':'invalid_request_error'}}",
        "anthropic | 400 | {'type':'error','error':{'type':'invalid_request_error','message':"
            + "'prompt is too long: 210000 tokens > 200000 maximum'}}",
        "anthropic | 400 | {'type':'error','error':{'type':'invalid_request_error','message':"
            + "'input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000'}}",
        "anthropic | 413 | {'type':'error','error':{'type':'request_too_large','message':'x'}}"
      })
  void knowsThatAPromptIsTooLong(String provider, int status, String body) throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls(provider)) {
      calls.server.then(ScriptedServer.status(status, body.replace('\'', '"')));

      assertThat(calls.failure().kind()).isEqualTo(Kind.CONTEXT);
      assertThat(calls.server.seen).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai | {'error':{'message':'This model`s maximum context length is 4096'}} | CONTEXT",
        "openai | {'error':{'message':'x','code':429}} | RATE",
        "openai | {'error':{'message':'x','code':'502'}} | TRANSPORT",
        "openai | {'error':{'message':'Invalid API key','code':'invalid_api_key'}} | AUTH",
        "anthropic | {'type':'error','error':{'type':'overloaded_error','message':'x'}}"
            + " | OVERLOADED",
        "anthropic | {'type':'error','error':{'type':'rate_limit_error','message':'x'}} | RATE"
      })
  void classifiesErrorsWithinAStream(String provider, String error, Kind kind) throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls(provider)) {
      calls.server.then(ScriptedServer.stream("data: " + error.replace('\'', '"') + "\n\n", 9));

      assertThat(calls.failure().kind()).isEqualTo(kind);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | 3 | {'error':{'message':'Rate limit reached. Please try again in 3s. You"
            + " can increase"
            + " your rate limit by adding a payment method at https://x/account/billing.',"
            + "'code':'rate_limit_exceeded'}} | RATE",
        "429 | '' | {'error':{'message':'Rate limit reached. Add a payment method:"
            + " /billing'}} | RATE",
        "429 | '' | {'error':{'message':'See billing','type':'rate_limit_error'}} | RATE",
        "429 | '' | {'error':{'message':'You exceeded your current quota, please check"
            + " your plan and"
            + " billing details.','code':'insufficient_quota'}} | QUOTA",
        "429 | '' | {'error':{'message':'You exceeded your current quota, please check"
            + " your plan and"
            + " billing details.'}} | QUOTA",
        "429 | '' | {'error':{'code':429,'status':'RESOURCE_EXHAUSTED','message':'You exceeded your"
            + " current quota. Please retry in 34.07s.'}} | RATE",
        "429 | '' | {'error':{'code':429,'message':'quota',"
            + "'details':[{'retryDelay':'34s'}]}} | RATE",
        "429 | 30 | {'error':{'message':'x','code':'insufficient_quota'}} | QUOTA",
        "429 | '' | '' | RATE",
        "403 | '' | {'error':{'message':'Insufficient credits',"
            + "'code':'insufficient_credits'}} | QUOTA",
        "400 | '' | {'error':{'type':'invalid_request_error','message':'Your credit balance is too"
            + " low to access the API. Please go to Plans & Billing.'}} | QUOTA",
        "422 | '' | {'error':{'type':'budget_exceeded','message':'Budget has been"
            + " exceeded!'}} | QUOTA",
        "400 | '' | {'error':{'message':'No connected db.','type':'no_db_connection'}} | AUTH",
        "400 | '' | {'error':{'message':'There are no healthy deployments for this model'}} |"
            + " NOT_FOUND",
        "500 | '' | {'error':{'message':'AnthropicError - overloaded_error'}} | OVERLOADED",
        "502 | '' | <html><head><title>502 Bad Gateway</title></head></html> | TRANSPORT",
        "503 | '' | <html><body>Service Unavailable</body></html> | OVERLOADED",
        "529 | '' | '' | OVERLOADED",
        "407 | '' | '' | AUTH",
        "500 | '' | {'error':'model requires more system memory (9 GiB) than is available'} |"
            + " BAD_REQUEST"
      })
  void weighsCodesAndWaitsMoreThanWords(int status, String retryAfter, String body, Kind kind) {
    ErrorReply reply = new ErrorReply(
        status, body.replace('\'', '"'), name -> name.equals("retry-after") ? retryAfter : "");

    assertThat(reply.toFailure(ProviderProtocolTest.MODEL).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "Please try again in 3s., 3000",
    "Please try again in 20ms, 20",
    "try again in 6m0.5s, 360500",
    "Please retry after 7 seconds., 7000",
    "Please retry in 34.07s, 34070",
    "try again in 2 minutes, 120000",
    "Please try again in 1h2m, 3720000",
    "try again later, -1",
    "retry in a moment, -1"
  })
  void readsTheWaitInAMessage(String message, long ms) {
    Duration wait = RetryWait.parseMessage(message);

    assertThat(wait == null ? -1 : wait.toMillis()).isEqualTo(ms);
  }

  @ParameterizedTest
  @CsvSource({"retry-after, 0.4", "retry-after-ms, 400", "llm_provider-retry-after, 0.4"})
  void waitsAsLongAsTheServerSays(String header, String value) throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls("openai")) {
      calls
          .server
          .then(ScriptedServer.status(
              429,
              "{\"error\":{\"message\":\"billing\",\"code\":\"rate_limit_exceeded\"}}",
              header,
              value))
          .then(ScriptedServer.stream(calls.answer("good"), 100));
      long startedNs = System.nanoTime();

      assertThat(calls.ask().text()).isEqualTo("good");
      assertThat(System.nanoTime() - startedNs).isGreaterThanOrEqualTo(400_000_000L);
    }
  }

  @Test
  void boundsTheWaitThatAServerAsksFor() {
    LlmFailure failure = new LlmFailure(Kind.OVERLOADED, "x", true, Duration.ofHours(3), false);

    assertThat(Backoff.DEFAULT.delayMs(failure, 0)).isEqualTo(60_000);
  }

  @Test
  void waitsWhileTheModelIsLoading() throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls("openai")) {
      for (int i = 0; i < 6; i++) {
        calls.server.then(ScriptedServer.status(
            503,
            "{\"error\":{\"code\":503,\"message\":\"Loading model\","
                + "\"type\":\"unavailable_error\"}}"));
      }
      calls.server.then(ScriptedServer.stream(calls.answer("good"), 100));

      assertThat(calls.ask().text()).isEqualTo("good");
    }
  }

  @Test
  void stopsWaitingForAModelThatNeverLoads() throws Exception {
    try (ScriptedCalls calls = new ScriptedCalls("openai")) {
      calls.server.then(ScriptedServer.status(503, "{\"error\":{\"message\":\"Loading model\"}}"));

      assertThat(calls.failure().kind()).isEqualTo(Kind.OVERLOADED);
    }
  }

  @Test
  void saysWhatToDoAboutMemoryAndRedirects() {
    assertThat(failureOf(500, "model requires more system memory (9 GiB)", ""))
        .contains("smaller model", "llm.context");
    assertThat(failureOf(301, "", "https://models.example/v1?key=secret"))
        .contains("https://models.example/v1", "llm.endpoint")
        .doesNotContain("secret");
  }

  private static String failureOf(int status, String body, String location) {
    ErrorReply reply =
        new ErrorReply(status, body, name -> name.equals("location") ? location : "");
    return String.valueOf(reply.toFailure(ProviderProtocolTest.MODEL).getMessage());
  }
}
