; Calls by which a service protects what it sends, keeps and lets in; by the last name of what is called.
(call
  function: [(identifier) (attribute)] @callee
  (#names? @callee
    "set_cookie" "add_middleware" "Middleware" "CORSMiddleware" "SessionMiddleware" "decode" "encode" "_create_unverified_context"
    "set_missing_host_key_policy" "init")) @call

; Arguments that say whether the other end of a connection has to prove who it is.
(call
  arguments: (argument_list
    (keyword_argument
      name: (identifier) @keyword))
  (#any-of? @keyword
    "verify" "ssl" "verify_ssl" "verify_certs" "cert_reqs" "ssl_cert_reqs" "tlsAllowInvalidCertificates" "tlsInsecure" "ssl_verify"
    "validate_certs" "known_hosts")) @call

; The same as attributes: `context.check_hostname = False`, `session.verify = False`.
(assignment
  left: (attribute attribute: (identifier) @attribute)
  (#any-of? @attribute "verify" "verify_mode" "check_hostname" "_create_default_https_context")) @store
