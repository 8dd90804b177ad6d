# hasher: the press of DockerCoins. Send it some bytes and it answers their SHA-256 hash.
#
# Needs Ruby 3 and the gems sinatra (how to answer requests), rackup and puma (the web server).
# It listens on port 80.
#
#   GET /      says who is answering
#   POST /     waits a moment, then answers the hash of the body: 64 hexadecimal digits

require 'digest'
require 'sinatra'
require 'socket'

SECONDS_PER_REQUEST = 0.1 # pressing coins takes a while

$stdout.sync = true # show log lines at once: `docker logs` should not lag behind

set :bind, '0.0.0.0' # every network of this container; on 127.0.0.1 nobody else could reach us
set :port, 80
set :server_settings, { Threads: '4:16' } # Puma serves up to 16 requests at the same time

# In a container network we are called by whatever name our service has: http://hasher/ here.
# Sinatra 4.1 would answer "Host not permitted" to names that it does not know, so let all in.
set :host_authorization, { permitted_hosts: [] }
disable :protection

# The body is plain bytes, never a web form. Say so before anyone tries to read it as a form:
# to such a reader, random bytes are mostly mistakes.
class PlainBytes
  def initialize(app)
    @app = app
  end

  def call(env)
    @app.call(env.merge('CONTENT_TYPE' => 'application/octet-stream'))
  end
end

disable :method_override
use PlainBytes

before { content_type 'text/plain' }

get '/' do
  # In a container, the host name is the container's short id.
  "hasher on #{Socket.gethostname}: send me bytes with POST\n"
end

post '/' do
  sleep SECONDS_PER_REQUEST
  Digest::SHA256.hexdigest(request.body&.read.to_s)
end
