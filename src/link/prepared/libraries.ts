/** Calls that load, compile or index, as users spell them. */
import type { PreparedKind } from '../../model/prepared.ts'

export const PREPARED: readonly { readonly kind: PreparedKind; readonly names: RegExp }[] = [
  // https://docs.pydantic.dev/latest/concepts/performance/#typeadapter-instantiated-once
  { kind: 'adapter', names: /^pydantic\.(TypeAdapter|create_model)$/ },
  { kind: 'template', names: /^(jinja2|mako\.template)\.Template$|^jinja2\.(sandbox\.)?(\w*Environment)\.from_string$/ },
  { kind: 'environment', names: /^jinja2\.(sandbox\.)?\w*Environment$|^(fastapi|starlette)\.templating\.Jinja2Templates$/ },
  { kind: 'schema', names: /^graphql\.build_schema$|^strawberry\.(fastapi\.)?Schema$/ },
  {
    kind: 'model',
    names:
      /^sentence_transformers\.(SentenceTransformer|CrossEncoder)$|^transformers\.(pipeline|Auto(?!Tokenizer)\w+\.from_pretrained|\w+(?<!Tokenizer)(?<!TokenizerFast)\.from_pretrained)$|^spacy\.load$|^whisper\.load_model$|^faster_whisper\.WhisperModel$|^torch\.(hub\.)?load$|^joblib\.load$|^onnxruntime\.InferenceSession$|^tensorflow\.keras\.models\.load_model$|^easyocr\.Reader$/,
  },
  { kind: 'tokenizer', names: /^transformers\.(\w*Tokenizer|\w+TokenizerFast)\.from_pretrained$/ },
  {
    kind: 'index',
    names:
      /^faiss\.read_index$|^rank_bm25\.BM25\w*$|^(langchain_community|langchain)\.(vectorstores|retrievers)\.(\w+\.)*(FAISS|Chroma|BM25Retriever)\.(from_documents|from_texts|load_local)$|^llama_index\.core\.(VectorStoreIndex\.from_documents|load_index_from_storage)$/,
  },
]

/** Packages of which a file has to name one to be looked at. */
export const PACKAGES =
  /^(pydantic|jinja2|mako|starlette|fastapi|graphql|strawberry|sentence_transformers|transformers|spacy|whisper|faster_whisper|torch|joblib|onnxruntime|tensorflow|easyocr|faiss|rank_bm25|langchain(_community)?|llama_index)(\.|$)/
