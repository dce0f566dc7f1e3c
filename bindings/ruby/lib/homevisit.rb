# frozen_string_literal: true

# libhomevisit for Ruby: policies, visits and reports as objects; what is wrong with a document as an exception with data.
require "homevisit/surface"
require "homevisit/errors"
require "homevisit/call"
require "homevisit/report"
require "homevisit/visit"
require "homevisit/policy"

# What is asked of the library rather than of a policy or a visit.
module Homevisit
  VERSION = Surface.surface_version

  class << self
    # The ids of the policies that are built in.
    def bundled_policies
      (0..).lazy.map { |index| Surface.surface_bundled_id(index) }.take_while { |id| !id.empty? }.to_a
    end

    # The names of a vocabulary: "event", "role", …; "vocabularies" lists them.
    def vocabulary(name)
      name = Call.text(name)
      Array.new(Surface.surface_vocabulary_count(name)) { |index| Surface.surface_vocabulary_name(name, index) }
    end

    # The JSON Schema of a document: "policy", "visit", "report" or "cases".
    def schema(document)
      Call.take(Surface.surface_schema(Call.text(document)), DocumentError, :text)
    end

    # The errors and warnings of a policy. today, a time, is for its review date.
    def validate(document, today: nil, **options)
      has_today, seconds = Call.moment(today)
      text = Call.document(document)
      outcome = Call.with_options(options) do |handle|
        Surface.surface_policy_validate(text, has_today, seconds, handle)
      end
      Call.problems(outcome)
    end

    # Seconds since 1970-01-01T00:00:00Z of a time in RFC 3339, and back.
    def read_time(text)
      Call.take(Surface.surface_time_read(Call.text(text)), VisitError, :number)
    end

    def write_time(time)
      Call.take(Surface.surface_time_write(Call.moment(time).last), VisitError, :text)
    end

    # For tests: what was allocated through this extension and not released.
    def live_allocations
      Surface.surface_live_allocations
    end
  end
end
